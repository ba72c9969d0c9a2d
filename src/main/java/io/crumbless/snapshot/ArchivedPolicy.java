package io.crumbless.snapshot;

import io.crumbless.policy.Policy;
import io.crumbless.policy.PolicyFolder;
import io.crumbless.profile.Failure;
import io.crumbless.settings.ProblemsException;
import io.crumbless.storage.FileEntry;
import io.crumbless.storage.Location;
import io.crumbless.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** The policy a snapshot was made under, as it keeps it. */
public final class ArchivedPolicy {
    private ArchivedPolicy() {}

    /**
     * Reads and compiles it.
     *
     * @param snapshot folder of the snapshot
     * @throws ProblemsException if it is no policy this version understands
     * @throws Failure if it cannot be read
     */
    public static Policy read(Location snapshot) {
        Location folder = snapshot.resolve(Warehouse.POLICY);
        Storage storage = Storage.of(folder);
        SortedMap<String, String> texts = new TreeMap<>();
        for (FileEntry file : storage.list(folder)) {
            try (InputStream in = storage.open(file.location())) {
                texts.put(file.location().name(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException failure) {
                throw new Failure(Failure.Actor.ENVIRONMENT, "Cannot read " + file.location(), failure);
            }
        }
        return PolicyFolder.compile(texts);
    }
}
