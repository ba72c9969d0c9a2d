package io.crumbless.cli;

import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;

/** Asks the person at the terminal before something is done that cannot be undone. */
final class Confirmation {
    private Confirmation() {}

    /**
     * Whether to go on.
     *
     * @param yes whether it was said on the command line already
     * @throws Failure caller where nobody can be asked
     */
    static boolean of(Terminal terminal, InputStream in, boolean yes, String question) {
        if (yes) {
            return true;
        }
        if (!terminal.isInteractive()) {
            throw new Failure(Actor.CALLER, "Missing --yes: nobody is at a terminal to be asked; nothing was changed");
        }
        terminal.err().print(question + " Type 'yes' to go on: ");
        terminal.err().flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
            return answer != null && answer.strip().equalsIgnoreCase("yes");
        } catch (IOException e) {
            return false;
        }
    }
}
