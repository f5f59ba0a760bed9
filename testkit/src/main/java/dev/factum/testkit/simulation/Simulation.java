package dev.factum.testkit.simulation;

import dev.factum.facts.database.Database;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.message.Message;
import dev.factum.machine.run.Machine;
import dev.factum.testkit.MemoryLog;
import dev.factum.testkit.SimulatedHost;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/// Runs a machine in a world where everything goes wrong, and looks whether anything is lost,
/// doubled, or sent too early: one thread, virtual time, and a seed that decides all.
///
/// ```java
/// Simulation.of(machine, db)
///         .scenario(random -> messages(random))
///         .host(() -> new SimulatedHost().partner("psp", true))
///         .invariant(database -> offers(database) <= 3 ? Optional.empty() : Optional.of("too many"))
///         .runAll(300)
///         .assertClean();
/// ```
///
/// One or two instances of the machine work on one database, each with messages of several keys,
/// requests, timers and its relay at once; every input and output is a step of its own, and what
/// runs are the machine's own step functions. First everything goes wrong that [Faults] allow; then
/// nothing does any more, and all has to come to an end. The same seed gives the same run.
///
/// Immutable and safe to share between threads, as far as what is given to it is.
public final class Simulation {

    private static final int MOST_FAILED = 3;

    private final Machine machine;
    private final Database start;
    private final Function<RandomGenerator, List<Message>> scenario;
    private final Options options;

    /// What can be left as it is.
    record Options(
            Supplier<SimulatedHost> host,
            Faults faults,
            List<Invariant> invariants,
            Predicate<Parked> mayStayParked,
            UnaryOperator<MemoryLog> storage,
            Parts.Maker maker) {

        static final Options USUAL =
                new Options(
                        SimulatedHost::new,
                        Faults.standard(),
                        List.of(),
                        _ -> false,
                        log -> log,
                        (machine, gateway, _) -> new Parts(machine, gateway));

        Options without(Hazard hazard) {
            return with(faults.without(hazard));
        }

        Options calm() {
            return with(Faults.none());
        }

        private Options with(Faults given) {
            return new Options(host, given, invariants, mayStayParked, storage, maker);
        }
    }

    private Simulation(
            Machine machine,
            Database start,
            Function<RandomGenerator, List<Message>> scenario,
            Options options) {
        this.machine = machine;
        this.start = start;
        this.scenario = scenario;
        this.options = options;
    }

    /// A simulation that begins with this database; see [dev.factum.testkit.TestDatabase].
    public static Simulation of(Machine machine, Database start) {
        return new Simulation(machine, start, _ -> List.of(), Options.USUAL);
    }

    /// The messages that are sent to the machine, in this order within each key.
    public Simulation scenario(Function<RandomGenerator, List<Message>> messages) {
        return new Simulation(machine, start, messages, options);
    }

    /// The partners that requests go to, as they behave when nothing goes wrong.
    public Simulation host(Supplier<SimulatedHost> partners) {
        return with(o ->
                new Options(partners, o.faults, o.invariants, o.mayStayParked, o.storage, o.maker));
    }

    /// How likely what goes wrong is.
    public Simulation faults(Faults given) {
        return with(o -> o.with(given));
    }

    /// One more rule that must hold after every transaction.
    public Simulation invariant(Invariant invariant) {
        var more = new ArrayList<>(options.invariants);
        more.add(invariant);
        return with(o -> new Options(o.host, o.faults, more, o.mayStayParked, o.storage, o.maker));
    }

    /// What may be parked in the end, waiting for a person; otherwise nothing may.
    public Simulation mayStayParked(Predicate<Parked> which) {
        return with(o -> new Options(o.host, o.faults, o.invariants, which, o.storage, o.maker));
    }

    /// The same with storage or a writer that is wrong.
    Simulation storage(UnaryOperator<MemoryLog> wrong) {
        return with(
                o -> new Options(o.host, o.faults, o.invariants, o.mayStayParked, wrong, o.maker));
    }

    /// The same with instances that are wrong.
    Simulation parts(Parts.Maker wrong) {
        return with(o ->
                new Options(o.host, o.faults, o.invariants, o.mayStayParked, o.storage, wrong));
    }

    private Simulation with(UnaryOperator<Options> change) {
        return new Simulation(machine, start, scenario, change.apply(options));
    }

    // ---- running

    /// Runs one seed.
    public SimulationRun run(long seed) {
        List<Message> messages = scenario.apply(Chance.generator(seed));
        SimulationRun run = run(seed, messages, options);
        return run.isClean() ? run : smaller(seed, messages, run);
    }

    private SimulationRun run(long seed, List<Message> messages, Options with) {
        return new OneRun(machine, MemoryLog.from(start), messages, with, seed).run();
    }

    /// Runs the seeds from 0 on: so many, or as many as `-Dseeds=N` says; or only that of
    /// `-Dseed=N`.
    public SimulationReport runAll(int usual) {
        Long only = Long.getLong("seed");
        LongStream seeds =
                only == null
                        ? LongStream.range(0, Integer.getInteger("seeds", usual))
                        : LongStream.of(only);
        return SimulationReport.of(seeds.mapToObj(this::run), MOST_FAILED);
    }

    /// Runs seeds until one fails, and does not make its failure smaller.
    SimulationReport find(int most) {
        return SimulationReport.of(
                LongStream.range(0, most)
                        .mapToObj(
                                seed -> run(seed, scenario.apply(Chance.generator(seed)), options)),
                1);
    }

    // ---- making failures smaller

    /// Leaves out what can be left out so that the same is wrong: kinds of faults, then messages
    /// without which all is well when nothing goes wrong.
    private SimulationRun smaller(long seed, List<Message> messages, SimulationRun failed) {
        SimulationRun smallest = failed;
        Options least = options;
        for (Hazard hazard : Hazard.values()) {
            Options less = least.without(hazard);
            SimulationRun run = run(seed, messages, less);
            if (run.isLike(failed)) {
                smallest = run;
                least = less;
            }
        }
        List<Message> fewest = messages;
        for (Message message : messages) {
            List<Message> fewer = fewest.stream().filter(each -> !each.equals(message)).toList();
            SimulationRun run = run(seed, fewer, least);
            if (run.isLike(failed) && run(seed, fewer, least.calm()).isClean()) {
                smallest = run;
                fewest = fewer;
            }
        }
        return smallest;
    }
}
