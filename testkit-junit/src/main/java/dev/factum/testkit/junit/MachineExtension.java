package dev.factum.testkit.junit;

import dev.factum.facts.database.Database;
import dev.factum.machine.run.Machine;
import dev.factum.testkit.MachineUnderTest;
import dev.factum.testkit.SimulatedHost;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives each test a machine of its own, and checks after each what has to hold after any: that all
/// decisions come out the same when they are made again, and that no message was set aside.
///
/// ```
/// @RegisterExtension
/// static final MachineExtension MACHINE =
///         MachineExtension.of(Cards.machine(), () -> TestDatabase.with(CardFacts.SCHEMA));
///
/// @Test
/// void aCardIsBlocked(MachineUnderTest machine) { … }
/// ```
///
/// Tests may ask for the [MachineUnderTest] and for the [SimulatedHost] of its partners. Immutable,
/// and safe for tests that run in parallel.
public final class MachineExtension
        implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(MachineExtension.class);

    private final Machine machine;
    private final Supplier<Database> start;
    private final Supplier<SimulatedHost> partners;
    private final boolean allowsParked;

    private MachineExtension(
            Machine machine,
            Supplier<Database> start,
            Supplier<SimulatedHost> partners,
            boolean allowsParked) {
        this.machine = machine;
        this.start = start;
        this.partners = partners;
        this.allowsParked = allowsParked;
    }

    /// A machine, on a database that is made for each test.
    public static MachineExtension of(Machine machine, Supplier<Database> start) {
        return new MachineExtension(machine, start, SimulatedHost::new, false);
    }

    /// The same with partners for requests, made for each test.
    public MachineExtension partners(Supplier<SimulatedHost> made) {
        return new MachineExtension(machine, start, made, allowsParked);
    }

    /// The same for tests in which messages are to be set aside.
    public MachineExtension allowingParked() {
        return new MachineExtension(machine, start, partners, true);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        SimulatedHost host = partners.get();
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        store.put(SimulatedHost.class, host);
        store.put(MachineUnderTest.class, MachineUnderTest.of(machine, start.get(), host));
    }

    /// A test that has failed already has more to say than this.
    @Override
    public void afterEach(ExtensionContext context) {
        MachineUnderTest tested =
                context.getStore(NAMESPACE).get(MachineUnderTest.class, MachineUnderTest.class);
        if (tested != null && context.getExecutionException().isEmpty()) {
            tested.assertPure();
            if (!allowsParked) {
                tested.assertNothingParked();
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == MachineUnderTest.class || type == SimulatedHost.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return Objects.requireNonNull(context.getStore(NAMESPACE).get(type));
    }
}
