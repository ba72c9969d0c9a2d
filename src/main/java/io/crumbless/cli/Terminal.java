package io.crumbless.cli;

import java.io.PrintStream;

/**
 * Where commands write.
 *
 * @param out results
 * @param err progress, messages, log
 * @param columns width of the terminal that {@code err} is shown on; 0 if it is not shown on one
 */
public record Terminal(PrintStream out, PrintStream err, int columns) {
    /** The launcher says how wide the terminal is; Java 17 cannot tell where standard error goes. */
    static final String COLUMNS_PROPERTY = "crumbless.columns";

    /** That of this process. */
    public static Terminal ofThisProcess() {
        return new Terminal(System.out, System.err, Integer.getInteger(COLUMNS_PROPERTY, 0));
    }

    boolean isInteractive() {
        return columns > 0;
    }
}
