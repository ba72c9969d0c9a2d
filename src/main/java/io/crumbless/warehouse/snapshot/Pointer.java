package io.crumbless.warehouse.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file {@code CURRENT} of a warehouse on an object store: on its first line the folder of the current snapshot
 * below {@code snapshots}, empty before the first; then the folders of all published snapshots, one per line; finally
 * which store was tested, and who wrote the file. Folders that are not in it are invisible.
 *
 * @param current folder; empty before the first
 * @param folders each {@code <generation>/<run id>}, sorted
 * @param tried the store and the program version with which conditional writes were tested
 * @param writer unique per write
 */
record Pointer(String current, List<String> folders, String tried, String writer) {
    private static final String TRIED = "tried ";
    private static final String WRITER = "writer ";

    static final Pointer NONE = new Pointer("", List.of(), "", "");

    Pointer {
        folders = folders.stream().sorted().toList();
    }

    static Pointer parse(byte[] content) {
        List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
        List<String> folders = new ArrayList<>();
        String tried = "";
        String writer = "";
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            if (line.startsWith(TRIED)) {
                tried = line.substring(TRIED.length());
            } else if (line.startsWith(WRITER)) {
                writer = line.substring(WRITER.length());
            } else if (!line.isBlank()) {
                folders.add(line);
            }
        }
        return new Pointer(lines.isEmpty() ? "" : lines.get(0).strip(), folders, tried, writer);
    }

    byte[] content() {
        List<String> lines = new ArrayList<>(List.of(current));
        lines.addAll(folders);
        lines.add(TRIED + tried);
        lines.add(WRITER + writer);
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    Optional<String> currentRunId() {
        return current.isEmpty() ? Optional.empty() : Optional.of(runId(current));
    }

    static String runId(String folder) {
        return folder.substring(folder.indexOf('/') + 1);
    }

    /** The folder of a snapshot; empty if it is not published. */
    Optional<String> folder(String runId) {
        return folders.stream().filter(folder -> runId(folder).equals(runId)).findFirst();
    }

    /** The same for a writer that has tested the store, or relies on an earlier test. */
    Pointer by(String newWriter, String store) {
        return new Pointer(current, folders, store, newWriter);
    }

    /** With another current snapshot. */
    Pointer movedTo(String folder) {
        List<String> more =
                Stream.concat(folders.stream(), Stream.of(folder)).distinct().toList();
        return new Pointer(folder, more, tried, writer);
    }

    /** With the files of a snapshot in another folder. */
    Pointer replacing(String before, String after) {
        List<String> others = folders.stream()
                .map(folder -> folder.equals(before) ? after : folder)
                .toList();
        return new Pointer(current.equals(before) ? after : current, others, tried, writer);
    }

    /** With these snapshots only. */
    Pointer keeping(List<String> kept) {
        return new Pointer(current, kept, tried, writer);
    }
}
