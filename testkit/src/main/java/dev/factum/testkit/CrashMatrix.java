package dev.factum.testkit;

import dev.factum.facts.database.Database;
import dev.factum.machine.message.Message;
import dev.factum.machine.run.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Runs a scenario once undisturbed and then once for every way in which one of its steps can go
/// wrong, and checks that all runs come to the same end.
///
/// ```java
/// CrashMatrix.of(machine, db, messages).run().assertClean();
/// ```
///
/// The process is killed before and after every step of input or output, started again on what is
/// durable, and gets every message that it has not acknowledged once more; answers of the writer
/// are lost, with and without the transaction done. At the end of each run all messages come again,
/// as late duplicates. Then the same facts must be there (ids and times apart), the same messages
/// must have been heard under the same ids with the same bodies and in the same order for each key,
/// and no others; partners must have acted as often as in the calm run. Deterministic: a finding
/// has the same number on every run.
public final class CrashMatrix {

    private static final int MOST_FINDINGS = 100;

    private final Machine machine;
    private final Database start;
    private final List<Message> scenario;
    private final Supplier<SimulatedProcess> process;
    private final Supplier<SimulatedHost> host;
    private final boolean pairs;

    private CrashMatrix(
            Machine machine,
            Database start,
            List<Message> scenario,
            Supplier<SimulatedProcess> process,
            Supplier<SimulatedHost> host,
            boolean pairs) {
        this.machine = machine;
        this.start = start;
        this.scenario = List.copyOf(scenario);
        this.process = process;
        this.host = host;
        this.pairs = pairs;
    }

    /// A matrix for these messages, in this order, on this database; see [TestDatabase].
    public static CrashMatrix of(Machine machine, Database start, List<Message> scenario) {
        return new CrashMatrix(
                machine,
                start,
                scenario,
                () -> MachineProcess.of(machine),
                SimulatedHost::new,
                false);
    }

    /// The same matrix for another program than the machine's own step functions.
    public CrashMatrix process(Supplier<SimulatedProcess> other) {
        return new CrashMatrix(machine, start, scenario, other, host, pairs);
    }

    /// The same matrix with partners for the machine's requests.
    ///
    /// @param partners called once for each run: they remember what they did
    public CrashMatrix host(Supplier<SimulatedHost> partners) {
        return new CrashMatrix(machine, start, scenario, process, partners, pairs);
    }

    /// The same matrix, killing the process at every two steps as well.
    public CrashMatrix pairs() {
        return new CrashMatrix(machine, start, scenario, process, host, true);
    }

    /// Runs everything.
    public CrashReport run() {
        World calm = world(Map.of());
        calm.live(process);
        Ending expected = Ending.of(calm);
        calm.redeliver();
        calm.live(process);
        List<String> steps = calm.steps();
        var findings = new ArrayList<CrashReport.Finding>();
        check("every message delivered again at the end", calm, expected, findings);
        int runs = 2;
        for (Map<Integer, Fault> faults : plans(steps)) {
            if (findings.size() < MOST_FINDINGS) {
                World world = world(faults);
                world.live(process);
                world.redeliver();
                world.live(process);
                check(describe(faults, world.steps()), world, expected, findings);
                runs++;
            }
        }
        return new CrashReport(runs, steps, List.copyOf(findings));
    }

    private World world(Map<Integer, Fault> faults) {
        return new World(start, scenario, machine.handlers().topics(), host.get(), faults);
    }

    /// Every fault at every step, and every two deaths if pairs are asked for. A second death is
    /// also looked for somewhat beyond the calm run's last step, since a restart takes steps too.
    private List<Map<Integer, Fault>> plans(List<String> steps) {
        var plans = new ArrayList<Map<Integer, Fault>>();
        List<Fault> deaths = List.of(Fault.KILLED_BEFORE, Fault.KILLED_AFTER);
        for (int step = 1; step <= steps.size(); step++) {
            for (Fault fault : Fault.values()) {
                if (deaths.contains(fault) || steps.get(step - 1).startsWith("transact")) {
                    plans.add(Map.of(step, fault));
                }
            }
        }
        int last = pairs ? steps.size() : 0;
        for (int first = 1; first <= last; first++) {
            for (int second = first + 1; second <= last + steps.size() / 4; second++) {
                for (Fault one : deaths) {
                    for (Fault two : deaths) {
                        var plan = new LinkedHashMap<Integer, Fault>();
                        plan.put(first, one);
                        plan.put(second, two);
                        plans.add(plan);
                    }
                }
            }
        }
        return plans;
    }

    private static String describe(Map<Integer, Fault> faults, List<String> steps) {
        var parts = new ArrayList<String>();
        faults.forEach((step, fault) -> {
            String name = step <= steps.size() ? steps.get(step - 1) : "no such step";
            parts.add(fault + " step " + step + " (" + name + ")");
        });
        return String.join(", ", parts);
    }

    private static void check(
            String where, World world, Ending expected, List<CrashReport.Finding> findings) {
        for (String problem : expected.differencesTo(world)) {
            findings.add(new CrashReport.Finding(where, problem));
        }
    }
}
