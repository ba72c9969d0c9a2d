package io.crumbless.tools.inspect;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.night.delivery.DayPath;
import io.crumbless.night.intake.TableFolders;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Groups files into sources: files in the same folder with the same form are one source. */
public final class DeliveryGroups {
    private DeliveryGroups() {}

    /** Files that are inspected as one source. */
    public record Group(String name, List<FileEntry> files) {}

    /**
     * The files matched by a path, as in a job file: with wildcards, with dates, or a folder for all files in it.
     *
     * @throws Failure caller if there is none
     */
    public static List<FileEntry> files(Location path) {
        Storage.requireGlob(new DayPath(path).anyDay());
        Optional<FileEntry> table = table(path);
        if (table.isPresent()) {
            return List.of(table.get());
        }
        List<FileEntry> found = new DayPath(path).list().files();
        if (found.isEmpty()) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Cannot look at " + path.readable()
                            + ": there is no such file; check the path, and the permissions of the account");
        }
        return found;
    }

    /** A table, if the folder is one: its log says which files still count, so the whole folder is one delivery. */
    private static Optional<FileEntry> table(Location path) {
        Location place = path.readable();
        return Storage.of(place).find(place).filter(FileEntry::isFolder).filter(folder -> TableFolders.format(
                        folder.location())
                .isPresent());
    }

    /**
     * Groups the files into sources.
     *
     * @param shown returns the name of a location for display
     */
    public static List<Group> of(List<FileEntry> files, UnaryOperator<String> shown) {
        Map<String, List<FileEntry>> groups = new LinkedHashMap<>();
        for (FileEntry file : files) {
            groups.computeIfAbsent(key(file), any -> new ArrayList<>()).add(file);
        }
        return groups.values().stream()
                .map(group -> new Group(name(group, shown), List.copyOf(group)))
                .toList();
    }

    private static String key(FileEntry file) {
        FileForm form = form(file);
        // Folders that are named by dates belong to one source.
        String folder = file.location().parent().text().replaceAll("[0-9]+", "0");
        String columns =
                form.kind() == FileForm.Kind.JSONL ? stem(file) : form.columns().toString();
        return folder + "\n" + form.kind() + "\n" + form.dialect() + "\n" + columns + form.unread();
    }

    /**
     * The name of a file without numbers and hexadecimal ids, in which the parts of one export differ. JSON has no
     * header that would distinguish exports.
     */
    private static String stem(FileEntry file) {
        return file.location()
                .name()
                .replaceAll("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "0")
                .replaceAll("[0-9a-fA-F]*[0-9][0-9a-fA-F]*", "0");
    }

    /** A file that cannot be read here is reported when it is inspected. */
    private static FileForm form(FileEntry file) {
        try {
            return FormGuess.of(file);
        } catch (IOException | StorageException e) {
            return FileForm.unread("unreadable");
        }
    }

    private static String name(List<FileEntry> group, UnaryOperator<String> shown) {
        String first = shown.apply(group.get(0).location().text());
        return group.size() == 1 ? first : first + " and " + (group.size() - 1) + " more like it";
    }
}
