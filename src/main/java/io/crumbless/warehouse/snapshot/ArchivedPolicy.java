package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.process.Failure;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.settings.yaml.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** The policy of a snapshot, as archived in it. */
public final class ArchivedPolicy {
    private ArchivedPolicy() {}

    /**
     * Reads and compiles it.
     *
     * @param snapshot folder of the snapshot
     * @throws ProblemsException if this version does not understand the policy
     * @throws Failure if it cannot be read
     */
    public static Policy read(Location snapshot) {
        Location folder = snapshot.resolve(Warehouse.POLICY);
        Storage storage = Storage.of(folder);
        SortedMap<String, String> texts = new TreeMap<>();
        for (FileEntry file : storage.list(folder)) {
            try (InputStream in = storage.open(file)) {
                texts.put(file.location().name(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException failure) {
                throw new Failure(Failure.ErrorCategory.ENVIRONMENT, "Cannot read " + file.location(), failure);
            }
        }
        return PolicyFolder.compile(texts);
    }
}
