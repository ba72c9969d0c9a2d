package io.crumbless.kernel.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values held about one subject: one row of the profiles.
 *
 * @param jurisdiction that of the latest statement in force, for example {@code DE} or {@code US-CA}; null where only
 *     provided values are held
 * @param entries in the order of the catalogue, never empty
 */
public record Profile(SubjectId subject, @Nullable String jurisdiction, List<Entry> entries) {
    public Profile {
        entries = List.copyOf(entries);
    }

    /**
     * One value and where it comes from.
     *
     * @param attribute position in the catalogue
     */
    public record Entry(int attribute, Value value, Lineage lineage) {}
}
