package dev.factum.cli;

import java.util.ResourceBundle;
import picocli.CommandLine.IVersionProvider;

/// The version of the build, and of the JVM under it.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = ResourceBundle.getBundle("dev.factum.cli.version").getString("version");
        return new String[] {"Factum " + version, "Java " + Runtime.version()};
    }
}
