package dev.factum.cli.demo;

import dev.factum.examples.offers.race.HttpRace;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The load on the offers service, from a process of its own.
@Command(
        name = "load-offers",
        mixinStandardHelpOptions = true,
        description =
                "Let many threads post an offer for one customer to a running offers service.")
public final class LoadOffersCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "URL",
            description = "Where to post, such as http://127.0.0.1:7070/v1/offers.")
    private URI url = URI.create("http://127.0.0.1");

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many threads (default: ${DEFAULT-VALUE}).")
    private int threads = 100;

    @Override
    public Integer call() throws InterruptedException {
        if (!"127.0.0.1".equals(url.getHost()) && !"localhost".equals(url.getHost())) {
            throw new ParameterException(
                    spec.commandLine(), "A load goes to this machine only: 127.0.0.1 or localhost");
        }
        if (threads < 1 || threads > 1_000) {
            throw new ParameterException(
                    spec.commandLine(), "--threads takes a number from 1 to 1000");
        }
        HttpRace race = HttpRace.run(url, threads);
        spec.commandLine()
                .getOut()
                .printf(
                        "%d accepted, %d refused, %d failed (customer %s)%n",
                        race.accepted(), race.refused(), race.failed(), race.customer());
        return race.failed() == 0 ? 0 : 1;
    }
}
