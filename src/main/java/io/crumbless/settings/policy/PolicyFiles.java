package io.crumbless.settings.policy;

import io.crumbless.kernel.policy.Hashes;
import io.crumbless.kernel.policy.PolicyFileNames;
import io.crumbless.process.Failure;
import io.crumbless.process.OpenFiles;
import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.SettingsFile;
import io.crumbless.settings.yaml.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The texts of a policy folder, in canonical form: without byte order mark, lines ending in {@code \n}.
 *
 * @param texts by file name; files that could not be read are absent
 * @param unread names of the files that could not be read
 */
record PolicyFiles(SortedMap<String, String> texts, Set<String> unread) {
    PolicyFiles(SortedMap<String, String> texts) {
        this(texts, Set.of());
    }

    static PolicyFiles of(SortedMap<String, String> texts) {
        SortedMap<String, String> canonical = new TreeMap<>();
        texts.forEach((name, text) -> canonical.put(name, canonical(text)));
        return new PolicyFiles(canonical);
    }

    /**
     * @throws io.crumbless.settings.yaml.ProblemsException if the folder does not exist, because nothing else is worth
     *     reporting then
     */
    static PolicyFiles read(Path folder, Problems problems) {
        SortedMap<String, String> texts = new TreeMap<>();
        Set<String> unread = new TreeSet<>();
        for (String name : present(folder, problems)) {
            if (PolicyFileNames.NAMES.contains(name)) {
                readText(folder.resolve(name), problems, texts);
                if (!texts.containsKey(name)) {
                    unread.add(name);
                }
            } else if (!name.startsWith(".") && !name.equals("README.md")) {
                problems.add(
                        new SourcePosition(name, 0),
                        "Unknown file '" + name + "'" + Names.hint(name, PolicyFileNames.NAMES));
            }
        }
        return new PolicyFiles(texts, unread);
    }

    private static List<String> present(Path folder, Problems problems) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            if (OpenFiles.areExhausted(e)) {
                throw new Failure(
                        Failure.ErrorCategory.ENVIRONMENT,
                        "Cannot read the policy folder " + folder + ": " + OpenFiles.EXHAUSTED,
                        e);
            }
            problems.add(
                    new SourcePosition(folder.toString(), 0), "Cannot read the policy folder: " + reason(folder, e));
            problems.throwIfAny("Cannot use policy " + folder);
            return List.of();
        }
    }

    private static void readText(Path file, Problems problems, SortedMap<String, String> texts) {
        String name = String.valueOf(file.getFileName());
        try {
            int most = name.equals(PolicyFileNames.SEGMENTS)
                    ? SettingsFile.MOST_TABLE_BYTES
                    : SettingsFile.MOST_YAML_BYTES;
            ByteBuffer bytes = ByteBuffer.wrap(SettingsFile.read(file, most));
            texts.put(
                    name,
                    canonical(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString()));
        } catch (CharacterCodingException e) {
            problems.add(new SourcePosition(name, 0), "Invalid encoding: the file is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            problems.add(new SourcePosition(name, 0), "Cannot read the file: " + reason(file, e));
        }
    }

    private static String reason(Path place, IOException failure) {
        if (failure instanceof SettingsFile.TooLarge) {
            return String.valueOf(failure.getMessage());
        }
        if (!Files.exists(place)) {
            return "it does not exist";
        }
        if (!Files.isReadable(place)) {
            return "this user may not read it";
        }
        return Files.isDirectory(place) ? "it is a folder" : "it is a file";
    }

    private static String canonical(String text) {
        String withoutByteOrderMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return withoutByteOrderMark.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** Reports every missing file as a problem. */
    void checkComplete(Problems problems) {
        for (String name : PolicyFileNames.NAMES) {
            // An unreadable file has been reported already.
            if (!texts.containsKey(name) && !unread.contains(name)) {
                problems.add(
                        new SourcePosition(name, 0),
                        "Missing file " + name + ": a policy is these files: "
                                + String.join(", ", PolicyFileNames.NAMES));
            }
        }
    }

    /** Each file is preceded by its name and length, so that text cannot move between files unnoticed. */
    String hash() {
        StringBuilder content = new StringBuilder();
        texts.forEach((name, text) -> content.append(name)
                .append('\n')
                .append(text.length())
                .append('\n')
                .append(text));
        return Hashes.sha256(content.toString());
    }
}
