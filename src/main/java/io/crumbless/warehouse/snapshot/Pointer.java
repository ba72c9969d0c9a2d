package io.crumbless.warehouse.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file {@code CURRENT} of a warehouse on an object store: on its first line the folder of the current snapshot below
 * {@code snapshots}, empty before the first; then the folders of all that are published, one a line; last who wrote it. What it
 * does not name is not there for anybody.
 *
 * @param current folder; empty before the first
 * @param folders each {@code <generation>/<run id>}, sorted
 * @param writer different for every write
 */
record Pointer(String current, List<String> folders, String writer) {
    private static final String WRITER = "writer ";

    static final Pointer NONE = new Pointer("", List.of(), "");

    Pointer {
        folders = folders.stream().sorted().toList();
    }

    static Pointer parse(byte[] content) {
        String[] lines = new String(content, StandardCharsets.UTF_8).split("\n", -1);
        List<String> folders = new ArrayList<>();
        String writer = "";
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].startsWith(WRITER)) {
                writer = lines[i].substring(WRITER.length());
            } else if (!lines[i].isBlank()) {
                folders.add(lines[i].strip());
            }
        }
        return new Pointer(lines[0].strip(), folders, writer);
    }

    byte[] content() {
        return (current + "\n"
                        + String.join(
                                "",
                                folders.stream().map(folder -> folder + "\n").toList()) + WRITER + writer + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    Optional<String> currentRunId() {
        return current.isEmpty() ? Optional.empty() : Optional.of(runId(current));
    }

    static String runId(String folder) {
        return folder.substring(folder.indexOf('/') + 1);
    }

    static String generation(String folder) {
        return folder.substring(0, folder.indexOf('/'));
    }

    /** The folder of a snapshot; empty if it is not published. */
    Optional<String> folder(String runId) {
        return folders.stream().filter(folder -> runId(folder).equals(runId)).findFirst();
    }

    /** The same, written by somebody. */
    Pointer by(String newWriter) {
        return new Pointer(current, folders, newWriter);
    }

    /** With a snapshot that is current from now on. */
    Pointer movedTo(String folder) {
        return new Pointer(
                folder,
                Stream.concat(folders.stream(), Stream.of(folder)).distinct().toList(),
                writer);
    }

    /** With the files of a snapshot in another folder. */
    Pointer replacing(String before, String after) {
        return new Pointer(
                current.equals(before) ? after : current,
                folders.stream()
                        .map(folder -> folder.equals(before) ? after : folder)
                        .toList(),
                writer);
    }

    /** With some of the snapshots alone. */
    Pointer keeping(List<String> kept) {
        return new Pointer(current, kept, writer);
    }
}
