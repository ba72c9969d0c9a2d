package io.crumbless.cli.command;

import io.crumbless.columnar.storage.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Explains why a file named by the user is not found; a file in a folder without permissions may exist. */
final class MissingFile {
    private MissingFile() {}

    static String why(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).isDirectory()
                    ? "it is a folder; name the file in it"
                    : "it is no file, but a device or a pipe";
        } catch (NoSuchFileException e) {
            return "it does not exist; check the path";
        } catch (IOException e) {
            return IoReason.of(e);
        }
    }
}
