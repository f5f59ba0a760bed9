package dev.factum.facts.query;

import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// One way of asking a rule: some places bound by the callers, the others answered. It remembers
/// what was asked and what was found, so that recursion ends where nothing new comes.
///
/// Each round runs the bodies with what is new only: new demands with all answers, and for each
/// recursive call its new answers with all demands. This is semi-naive evaluation with demands as
/// in Vieille, *Recursive Axioms in Deductive Databases: The Query/Subquery Approach* (1986). Not
/// thread-safe.
final class RuleTable {

    private final Symbol name;
    private final Source source;
    private final List<Integer> boundPlaces;
    private final List<Variable> demandNames;
    private final List<Branch> branches = new ArrayList<>();
    private final RowSet demand;
    private final RowSet answers;
    private int demandSeen;

    RuleTable(Symbol name, Source source, Set<Integer> boundPlaces, int places) {
        this.name = name;
        this.source = source;
        this.boundPlaces = List.copyOf(new TreeSet<>(boundPlaces));
        this.demandNames = this.boundPlaces.stream().map(RuleTable::placeName).toList();
        this.demand = new RowSet(demandNames);
        var names = new ArrayList<Variable>();
        for (int place = 0; place < places; place++) {
            names.add(placeName(place));
        }
        this.answers = new RowSet(names);
    }

    private static Variable placeName(int place) {
        return new Variable(Integer.toString(place));
    }

    /// One head and body of the rule.
    ///
    /// @param hidesRecursion true if a recursive call stands inside an `or`, where its new answers
    ///   cannot be told apart
    void addBranch(List<Variable> parameters, Conjunction body, boolean hidesRecursion) {
        branches.add(new Branch(parameters, body, hidesRecursion));
    }

    Symbol name() {
        return name;
    }

    Source source() {
        return source;
    }

    List<Integer> boundPlaces() {
        return boundPlaces;
    }

    List<Variable> demandNames() {
        return demandNames;
    }

    RowSet answers() {
        return answers;
    }

    void demand(Relation asked, Meter meter) {
        demand.addAll(asked, meter);
    }

    boolean hasNewDemand() {
        return demandSeen < demand.size();
    }

    /// A number that grows with every demand and answer.
    long version() {
        return (long) demand.size() + answers.size();
    }

    /// Runs the bodies on what is new.
    void round(Meter meter, long componentVersion) {
        Relation fresh = demand.from(demandSeen);
        demandSeen = demand.size();
        for (Branch branch : branches) {
            if (!fresh.isEmpty()) {
                branch.run(fresh, meter);
            }
            branch.runUnseen(meter);
            branch.runHidden(meter, componentVersion);
        }
    }

    private final class Branch {
        private final List<Variable> parameters;
        private final Set<Variable> wanted;
        private final Conjunction body;
        private final boolean hidesRecursion;
        private long lastVersion = -1;

        Branch(List<Variable> parameters, Conjunction body, boolean hidesRecursion) {
            this.parameters = parameters;
            this.wanted = new LinkedHashSet<>(parameters);
            this.body = body;
            this.hidesRecursion = hidesRecursion;
        }

        private Relation named(Relation demanded) {
            return demanded.renamed(boundPlaces.stream().map(parameters::get).toList());
        }

        void run(Relation demanded, Meter meter) {
            found(body.run(named(demanded), wanted, meter), meter);
        }

        void runUnseen(Meter meter) {
            for (Step step : body.steps()) {
                if (step instanceof RuleStep call && call.isRecursive()) {
                    Relation unseen = call.unseen();
                    if (unseen != null) {
                        found(without(call).run(unseen, wanted, meter), meter);
                    }
                }
            }
        }

        private Conjunction without(RuleStep call) {
            List<Step> steps = new ArrayList<>(body.steps());
            steps.remove(call);
            steps.add(new RelationStep(call.form(), named(demand.all())));
            return new Conjunction(steps);
        }

        void runHidden(Meter meter, long componentVersion) {
            if (hidesRecursion && componentVersion != lastVersion) {
                lastVersion = componentVersion;
                run(demand.all(), meter);
            }
        }

        private void found(Relation rows, Meter meter) {
            answers.addAll(rows.select(parameters), meter);
        }
    }
}
