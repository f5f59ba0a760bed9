package dev.factum.bench.people;

import dev.factum.bench.people.PeopleData.Person;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/// The floors: each query written by hand over sorted columns of primitives, including the set of
/// lists that a query answers. What a query engine does on top of this is its own cost.
final class PeopleFloors {

    private static final String IVAN = "Ivan";
    private static final long FIRST = 17_592_186_045_418L;

    private final int size;
    private final long[] ages;
    private final long[] salaries;
    private final boolean[] males;
    private final String[] names;
    private final String[] lastNames;
    private final int[] ivans;
    private final int[] bySalary;

    PeopleFloors(List<Person> people) {
        this.size = people.size();
        this.ages = people.stream().mapToLong(Person::age).toArray();
        this.salaries = people.stream().mapToLong(Person::salary).toArray();
        this.names = people.stream().map(Person::name).toArray(String[]::new);
        this.lastNames = people.stream().map(Person::lastName).toArray(String[]::new);
        this.males = new boolean[size];
        people.forEach(person -> males[person.number()] = person.male());
        this.ivans =
                people.stream()
                        .filter(person -> person.name().equals(IVAN))
                        .mapToInt(Person::number)
                        .toArray();
        this.bySalary =
                people.stream()
                        .sorted(Comparator.comparingLong(Person::salary))
                        .mapToInt(Person::number)
                        .toArray();
    }

    /// By the names of the queries.
    Map<String, Callable<?>> queries() {
        Map<String, Callable<?>> floors = new LinkedHashMap<>();
        floors.put("q1", () -> ivans(_ -> true, row -> List.of(id(row))));
        floors.put("q2", () -> ivans(_ -> true, row -> List.of(id(row), ages[row])));
        floors.put("q2-switch", () -> ivans(_ -> true, row -> List.of(id(row), ages[row])));
        floors.put("q3", () -> ivans(row -> males[row], row -> List.of(id(row), ages[row])));
        floors.put(
                "q4",
                () -> ivans(row -> males[row], row -> List.of(id(row), lastNames[row], ages[row])));
        floors.put("qpred1", () -> salariesAbove(50_000));
        floors.put("qpred2", () -> salariesAbove(50_000));
        floors.put("qjoin", this::neighbours);
        floors.put("qagg", this::averages);
        return floors;
    }

    private static Long id(int row) {
        return FIRST + row;
    }

    private Set<List<Object>> ivans(IntPredicate chosen, IntFunction<List<Object>> tuple) {
        Set<List<Object>> rows = HashSet.newHashSet(ivans.length);
        for (int row : ivans) {
            if (chosen.test(row)) {
                rows.add(tuple.apply(row));
            }
        }
        return rows;
    }

    private Set<List<Object>> salariesAbove(long least) {
        int first = 0;
        int end = size;
        while (first < end) {
            int middle = (first + end) >>> 1;
            if (salaries[bySalary[middle]] > least) {
                end = middle;
            } else {
                first = middle + 1;
            }
        }
        Set<List<Object>> rows = HashSet.newHashSet(size - first);
        for (int at = first; at < size; at++) {
            int row = bySalary[at];
            rows.add(List.of(id(row), salaries[row]));
        }
        return rows;
    }

    private Set<List<Object>> neighbours() {
        Map<String, int[]> older = new HashMap<>();
        for (int row = 0; row < size; row++) {
            if (ages[row] == 36) {
                older.merge(lastNames[row], new int[] {row}, PeopleFloors::joined);
            }
        }
        Set<List<Object>> rows = new HashSet<>();
        for (int row = 0; row < size; row++) {
            int[] matches = ages[row] == 35 ? older.get(lastNames[row]) : null;
            if (matches != null) {
                for (int match : matches) {
                    rows.add(List.of(id(row), id(match)));
                }
            }
        }
        return rows;
    }

    private static int[] joined(int[] some, int[] one) {
        int[] all = Arrays.copyOf(some, some.length + 1);
        all[some.length] = one[0];
        return all;
    }

    private Set<List<Object>> averages() {
        Map<String, long[]> groups = new HashMap<>();
        for (int row = 0; row < size; row++) {
            long[] group = groups.computeIfAbsent(names[row], _ -> new long[2]);
            group[0] += salaries[row];
            group[1]++;
        }
        Set<List<Object>> rows = new HashSet<>();
        groups.forEach(
                (name, group) -> rows.add(List.of(name, (double) group[0] / group[1], group[1])));
        return rows;
    }
}
