package dev.factum.conformance.differential;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that an engine may get wrong: it answers as if a form were written otherwise, or were
/// not there, or calls a mistake by another's name.
enum Mistake {
    LESS_OR_EQUAL_IS_LESS {
        @Override
        @Nullable Object instead(@Nullable Object form) {
            return Symbol.of("<=").equals(form) ? Symbol.of("<") : form;
        }
    },
    RETRACTIONS_ARE_IGNORED {
        @Override
        boolean forgets(@Nullable Object form) {
            return begins(form, Keyword.of("db/retract"));
        }
    },
    NOT_IS_IGNORED {
        @Override
        boolean forgets(@Nullable Object form) {
            return begins(form, Symbol.of("not"));
        }
    },
    AS_OF_IS_IGNORED {
        @Override
        boolean forgets(@Nullable Object form) {
            return begins(form, Keyword.of("as-of"));
        }
    },
    ONE_VALUE_DOES_NOT_REPLACE_ANOTHER {
        @Override
        @Nullable Object instead(@Nullable Object form) {
            return Keyword.of("db.cardinality/one").equals(form)
                    ? Keyword.of("db.cardinality/many")
                    : form;
        }
    },
    OR_HAS_ONE_BRANCH {
        @Override
        @Nullable Object instead(@Nullable Object form) {
            return form instanceof EdnList or && begins(or, Symbol.of("or")) && or.size() > 2
                    ? EdnList.copyOf(or.subList(0, 2))
                    : form;
        }
    },
    RULES_HAVE_ONE_HEAD {
        @Override
        @Nullable Object instead(@Nullable Object form) {
            return form instanceof List<?> rules
                            && !rules.isEmpty()
                            && rules.getFirst() instanceof List<?> rule
                            && !rule.isEmpty()
                            && rule.getFirst() instanceof EdnList
                    ? List.of(rule)
                    : form;
        }
    },
    RECURSION_ENDS_SOON {
        @Override
        @Nullable Object instead(@Nullable Object form) {
            return form instanceof Map<?, ?> map && map.containsValue(Symbol.of("..."))
                    ? Map.of(map.keySet().iterator().next(), 1L)
                    : form;
        }
    },
    WHAT_NOTHING_BINDS_IS_CALLED_AN_UNKNOWN_RULE {
        @Override
        Map<?, ?> told(Map<?, ?> answer) {
            return renamed(answer, "insufficient-binding", "unknown-rule");
        }
    },
    A_CONFLICT_IS_CALLED_A_FAILED_SWAP {
        @Override
        Map<?, ?> told(Map<?, ?> answer) {
            return renamed(answer, "datoms-conflict", "cas-failed");
        }
    };

    /// What is read instead of a form.
    @Nullable Object instead(@Nullable Object form) {
        return form;
    }

    /// True if an element is left out where it stands.
    boolean forgets(@Nullable Object form) {
        return false;
    }

    /// What is told instead of an answer.
    Map<?, ?> told(Map<?, ?> answer) {
        return answer;
    }

    private static Map<?, ?> renamed(Map<?, ?> answer, String code, String other) {
        boolean isMeant =
                answer.get(Keyword.of("error")) instanceof Map<?, ?> error
                        && Keyword.of("db.error", code).equals(error.get(Keyword.of("db/error")));
        return isMeant ? Map.of(Keyword.of("error"), KnownErrors.named(other)) : answer;
    }

    /// The form as the engine takes it.
    @Nullable Object misread(@Nullable Object form) {
        return switch (instead(form)) {
            case EdnList list -> EdnList.copyOf(elements(list));
            case List<?> list -> elements(list);
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> read = new LinkedHashMap<>();
                map.forEach((key, value) -> read.put(key, misread(value)));
                yield read;
            }
            case null -> null;
            case Object atom -> atom;
        };
    }

    private List<@Nullable Object> elements(List<?> list) {
        List<@Nullable Object> read = new ArrayList<>();
        for (Object element : list) {
            if (!forgets(element)) {
                read.add(misread(element));
            }
        }
        return read;
    }

    private static boolean begins(@Nullable Object form, Object name) {
        return form instanceof List<?> list && !list.isEmpty() && name.equals(list.getFirst());
    }
}
