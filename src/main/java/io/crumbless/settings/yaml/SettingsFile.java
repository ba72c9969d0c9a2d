package io.crumbless.settings.yaml;

import io.crumbless.process.Failure;
import io.crumbless.process.OpenFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads an entire file that people write by hand; refuses one that is too large, before it fills the memory. */
public final class SettingsFile {
    /** A YAML file; the largest we know has 200 KiB. */
    public static final int MOST_YAML_BYTES = 2 << 20;

    /** A table of segments: enough for a million of them with some sixty bytes each. */
    public static final int MOST_TABLE_BYTES = 64 << 20;

    private SettingsFile() {}

    /** A file larger than the limit. */
    public static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(int mostBytes) {
            super("it has more than " + (mostBytes >> 20) + " MiB, which is the most such a file may have");
        }
    }

    /**
     * @throws TooLarge beyond {@code mostBytes}; no more than that is read, even of an endless file
     * @throws Failure environment if this process has reached its limit of open files
     */
    public static byte[] read(Path file, int mostBytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new TooLarge(mostBytes);
            }
            return bytes;
        } catch (IOException e) {
            if (OpenFiles.areExhausted(e)) {
                throw new Failure(
                        Failure.ErrorCategory.ENVIRONMENT, "Cannot read " + file + ": " + OpenFiles.EXHAUSTED, e);
            }
            throw e;
        }
    }
}
