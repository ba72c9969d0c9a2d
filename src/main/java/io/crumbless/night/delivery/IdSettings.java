package io.crumbless.night.delivery;

import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.SpellingDifference;
import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.List;
import java.util.Map;

/**
 * What the ids of a source ignore where they are joined, as a job file says: {@code ids: { ignore: [case] }} and
 * {@code cookie-ids: { ignore: [case] }}. Ids are then taken in their folded form.
 */
public record IdSettings(IdFold subjects, IdFold cookies) {
    /** Nothing is ignored. Ids of some systems differ by case alone, so that no other default is safe. */
    public static final IdSettings EXACT = new IdSettings(IdFold.EXACT, IdFold.EXACT);

    private static final Map<String, SpellingDifference> DIFFERENCES =
            Names.words(List.of(SpellingDifference.values()), SpellingDifference::word);

    /** Reads both keys of a mapping; one that is absent is as {@code otherwise} says. */
    public static IdSettings read(YamlMapping mapping, IdSettings otherwise) {
        return new IdSettings(
                subjects(mapping, otherwise.subjects()), read(mapping, "cookie-ids", otherwise.cookies()));
    }

    /** Reads {@code ids} alone, of a source that names no cookies. */
    public static IdFold subjects(YamlMapping mapping, IdFold otherwise) {
        return read(mapping, "ids", otherwise);
    }

    private static IdFold read(YamlMapping mapping, String key, IdFold otherwise) {
        return mapping.optionalMapping(key)
                .map(ids -> {
                    IdFold fold = IdFold.ignoring(ids.words("ignore", DIFFERENCES));
                    ids.finish();
                    return fold;
                })
                .orElse(otherwise);
    }
}
