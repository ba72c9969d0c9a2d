package io.crumbless.cli.command;

import io.crumbless.columnar.storage.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Says why a file that the user named is not found: what lies in a folder without rights is not known to be missing. */
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
