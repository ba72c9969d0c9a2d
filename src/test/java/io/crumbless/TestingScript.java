package io.crumbless;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Scripts that tests write and then run. Each is written by another process: a child that this one starts meanwhile for another
 * test has a copy of every file that is open here, and a file that anybody has open for writing cannot be run ("Text file busy").
 */
public final class TestingScript {
    private TestingScript() {}

    /**
     * Writes a script that can be run.
     *
     * @param text with the line that names its interpreter
     */
    public static Path write(Path file, String text) throws IOException {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Path write(Path file, byte[] text) throws IOException {
        Process writing = new ProcessBuilder("sh", "-c", "cat > \"$0\" && chmod 755 \"$0\"", file.toString()).start();
        try (OutputStream in = writing.getOutputStream()) {
            in.write(text);
        }
        int code = writing.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException("Cannot write " + file + ": sh ended with " + code);
        }
        return file;
    }
}
