package io.crumbless.cli.terminal;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;

/** Asks for confirmation before an irreversible action. */
public final class Confirmation {
    private Confirmation() {}

    /**
     * Whether to continue.
     *
     * @param yes whether it was confirmed on the command line
     * @throws Failure caller if there is no terminal to ask on
     */
    public static boolean of(Terminal terminal, InputStream in, boolean yes, String question) {
        if (yes) {
            return true;
        }
        if (!terminal.isInteractive()) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Missing --yes: there is no terminal to ask for confirmation; nothing was changed");
        }
        return answered(terminal, in, "yes", question);
    }

    /**
     * Whether to continue with an irreversible action: the user must type the name of what is deleted.
     *
     * @throws Failure caller if there is no terminal to ask on
     */
    public static boolean typed(Terminal terminal, InputStream in, String name, String question) {
        if (!terminal.isInteractive()) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Cannot ask whether to destroy '" + name
                            + "': there is no terminal to ask for confirmation; nothing was changed. Use --yes-destroy");
        }
        return answered(terminal, in, name, question);
    }

    private static boolean answered(Terminal terminal, InputStream in, String expected, String question) {
        terminal.err().print(question + " Type '" + expected + "' to go on: ");
        terminal.err().flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
            return answer != null && answer.strip().equalsIgnoreCase(expected);
        } catch (IOException e) {
            return false;
        }
    }
}
