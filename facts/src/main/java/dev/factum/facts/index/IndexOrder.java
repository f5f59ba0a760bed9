package dev.factum.facts.index;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.value.ValueOrder;
import java.util.Comparator;

/// The four orders in which datoms are kept. Within equal entity, attribute and value the newest
/// comes first.
public enum IndexOrder implements Comparator<Datom> {
    /// By entity: rows.
    EAVT(Part.ENTITY, Part.ATTRIBUTE, Part.VALUE) {
        @Override
        int compareKey(long e, long a, Object v, Datom other) {
            int order = Long.compare(e, other.e());
            if (order == 0) {
                order = Long.compare(a, other.a());
            }
            return order == 0 ? ValueOrder.compare(v, other.v()) : order;
        }

        @Override
        int comparePrefix(Prefix prefix, Datom other) {
            int depth = prefix.depth();
            int order = depth > 0 ? Long.compare(prefix.e(), other.e()) : 0;
            if (order == 0 && depth > 1) {
                order = Long.compare(prefix.a(), other.a());
            }
            return order == 0 && depth > 2 ? prefix.compareRest(other) : order;
        }
    },
    /// By attribute, then entity: columns.
    AEVT(Part.ATTRIBUTE, Part.ENTITY, Part.VALUE) {
        @Override
        int compareKey(long e, long a, Object v, Datom other) {
            int order = Long.compare(a, other.a());
            if (order == 0) {
                order = Long.compare(e, other.e());
            }
            return order == 0 ? ValueOrder.compare(v, other.v()) : order;
        }

        @Override
        int comparePrefix(Prefix prefix, Datom other) {
            int depth = prefix.depth();
            int order = depth > 0 ? Long.compare(prefix.a(), other.a()) : 0;
            if (order == 0 && depth > 1) {
                order = Long.compare(prefix.e(), other.e());
            }
            return order == 0 && depth > 2 ? prefix.compareRest(other) : order;
        }
    },
    /// By attribute, then value: only attributes that are indexed or unique.
    AVET(Part.ATTRIBUTE, Part.VALUE, Part.ENTITY) {
        @Override
        int compareKey(long e, long a, Object v, Datom other) {
            int order = Long.compare(a, other.a());
            if (order == 0) {
                order = ValueOrder.compare(v, other.v());
            }
            return order == 0 ? Long.compare(e, other.e()) : order;
        }

        @Override
        int comparePrefix(Prefix prefix, Datom other) {
            int depth = prefix.depth();
            int order = depth > 0 ? Long.compare(prefix.a(), other.a()) : 0;
            if (order == 0 && depth > 1) {
                order = ValueOrder.compare(prefix.v(), other.v());
            }
            if (order == 0 && depth > 2) {
                order = Long.compare(prefix.e(), other.e());
            }
            return order == 0 && depth > 3 ? prefix.compareTransaction(other) : order;
        }
    },
    /// By value, then attribute: only references, so that they can be walked backwards.
    VAET(Part.VALUE, Part.ATTRIBUTE, Part.ENTITY) {
        @Override
        int compareKey(long e, long a, Object v, Datom other) {
            int order = ValueOrder.compare(v, other.v());
            if (order == 0) {
                order = Long.compare(a, other.a());
            }
            return order == 0 ? Long.compare(e, other.e()) : order;
        }

        @Override
        int comparePrefix(Prefix prefix, Datom other) {
            int depth = prefix.depth();
            int order = depth > 0 ? ValueOrder.compare(prefix.v(), other.v()) : 0;
            if (order == 0 && depth > 1) {
                order = Long.compare(prefix.a(), other.a());
            }
            if (order == 0 && depth > 2) {
                order = Long.compare(prefix.e(), other.e());
            }
            return order == 0 && depth > 3 ? prefix.compareTransaction(other) : order;
        }
    };

    private final Part first;
    private final Part second;
    private final Part third;

    IndexOrder(Part first, Part second, Part third) {
        this.first = first;
        this.second = second;
        this.third = third;
    }

    @Override
    public int compare(Datom left, Datom right) {
        int order = compareKey(left.e(), left.a(), left.v(), right);
        if (order == 0) {
            order = Long.compare(right.tx(), left.tx());
        }
        return order == 0 ? Boolean.compare(left.added(), right.added()) : order;
    }

    /// The part by which datoms are ordered if the `depth` parts before are equal.
    Part part(int depth) {
        return switch (depth) {
            case 0 -> first;
            case 1 -> second;
            case 2 -> third;
            default -> Part.TRANSACTION;
        };
    }

    /// Compares entity, attribute and value only, in this order.
    abstract int compareKey(long e, long a, Object v, Datom other);

    /// Compares the leading parts that `prefix` has; 0 means that `other` lies below the prefix.
    abstract int comparePrefix(Prefix prefix, Datom other);

    /// True if `datom` has all leading parts of `prefix`.
    public boolean matches(Prefix prefix, Datom datom) {
        return comparePrefix(prefix, datom) == 0;
    }
}
