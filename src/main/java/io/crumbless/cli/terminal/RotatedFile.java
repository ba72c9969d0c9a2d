package io.crumbless.cli.terminal;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.LineFile;
import io.crumbless.columnar.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * A log file, readable by the account of the program only. At {@value #LARGEST} bytes it is renamed to {@code file.1},
 * the previous one to {@code file.2} and so on; {@value #KEPT} are kept. It is opened for every line, so that no line
 * is lost if it is moved away.
 */
public final class RotatedFile extends OutputStream {
    static final long LARGEST = 10 << 20;
    static final int KEPT = 5;

    private final Path file;

    public RotatedFile(Path file) {
        this.file = file;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
        if (Files.exists(file) && Files.size(file) + count > LARGEST) {
            rotate();
        }
        LineFile lines = new LineFile(file, FileModes.PRIVATE, Storage.Sync.NEVER);
        byte[] part = Arrays.copyOfRange(bytes, from, from + count);
        if (count > 0 && part[count - 1] == '\n') {
            lines.add(part);
        } else {
            lines.continueWith(part);
        }
    }

    private void rotate() throws IOException {
        for (int number = KEPT - 1; number >= 1; number--) {
            move(numbered(number), numbered(number + 1));
        }
        move(file, numbered(1));
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
