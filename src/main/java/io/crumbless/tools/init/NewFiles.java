package io.crumbless.tools.init;

import io.crumbless.columnar.storage.IoReason;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes files that must not exist yet: all of them or none. */
final class NewFiles {
    private NewFiles() {}

    /** @throws Failure caller if one of the files already exists */
    static void requireNone(Path folder, Iterable<Path> files) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new Failure(
                    ErrorCategory.CALLER, "Cannot write into " + folder + ": it is not a folder; name another");
        }
        for (Path file : files) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw exists(file);
            }
        }
    }

    private static Failure exists(Path file) {
        return new Failure(
                ErrorCategory.CALLER,
                "Cannot write " + file
                        + ": it exists already and is never replaced; name another folder, or move it away");
    }

    static void write(Map<Path, String> texts) {
        List<Path> written = new ArrayList<>();
        try {
            for (Map.Entry<Path, String> file : texts.entrySet()) {
                Path folder = file.getKey().getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                Files.writeString(
                        file.getKey(), file.getValue(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
                written.add(file.getKey());
            }
        } catch (IOException e) {
            written.forEach(NewFiles::takeBack);
            throw new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot write the draft" + place(e) + ": " + IoReason.of(e) + "; nothing was left behind",
                    e);
        }
    }

    private static String place(IOException e) {
        return e instanceof FileSystemException named && named.getFile() != null ? " " + named.getFile() : "";
    }

    private static void takeBack(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            // The failure to write is reported, not this one.
        }
    }
}
