package dev.factum.testkit.junit;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/// Runs a [SeededTest] once for each seed.
final class Seeding implements TestTemplateInvocationContextProvider {

    private static final String ALGORITHM = "L64X128MixRandom";

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(SeededTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
            ExtensionContext context) {
        int usual = context.getRequiredTestMethod().getAnnotation(SeededTest.class).value();
        Long only = Long.getLong("seed");
        LongStream seeds =
                only == null
                        ? LongStream.range(0, Integer.getInteger("seeds", usual))
                        : LongStream.of(only);
        return seeds.mapToObj(Seed::new);
    }

    /// One run with one seed.
    private record Seed(long seed)
            implements TestTemplateInvocationContext,
                    ParameterResolver,
                    TestExecutionExceptionHandler {

        @Override
        public String getDisplayName(int invocation) {
            return "seed " + seed;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == long.class || type == RandomGenerator.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == long.class
                    ? (Object) seed
                    : RandomGeneratorFactory.of(ALGORITHM).create(seed);
        }

        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
            throw new AssertionError(
                    "Fails with -Dseed=" + seed + ": " + failure.getMessage(), failure);
        }
    }
}
