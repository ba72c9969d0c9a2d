package io.crumbless.cli.command;

import io.crumbless.warehouse.snapshot.Program;
import picocli.CommandLine.IVersionProvider;

/** The program's version, from its jar. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {Program.nameAndVersion()};
    }
}
