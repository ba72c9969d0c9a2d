package io.crumbless.tools.generate;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.settings.policy.PolicyFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Shared fixtures of the tests of this package. */
final class Generated {
    static final Path POLICY_FOLDER = Path.of("jobs/policy");
    static final Policy POLICY = PolicyFolder.read(POLICY_FOLDER);
    static final LocalDate DATE = LocalDate.of(2026, 11, 22);

    private Generated() {}

    static GenerateSettings.Builder builder(Path folder, long people) {
        return GenerateSettings.builder(folder, POLICY_FOLDER, DATE, people);
    }

    static GenerationReport run(GenerateSettings.Builder settings) {
        return Generation.run(settings.build(), 2, Generation.Progress.NONE);
    }

    /** SHA-256 of every file, by its path below the folder. */
    static SortedMap<String, String> hashes(Path folder) {
        SortedMap<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> hashes.put(
                            folder.relativize(file).toString().replace('\\', '/'), Sha256.ofFile(Location.of(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hashes;
    }
}
