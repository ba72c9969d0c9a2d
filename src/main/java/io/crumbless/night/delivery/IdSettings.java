package io.crumbless.night.delivery;

import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.SpellingDifference;
import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.List;
import java.util.Map;

/**
 * Which differences in spelling are ignored when ids are joined, by the job file: {@code ids: { ignore: [case] }} and
 * {@code cookie-ids: { ignore: [case] }}. Ids are then used in their folded form.
 */
public record IdSettings(IdFold subjects, IdFold cookies) {
    /** No difference is ignored. Ids of some systems differ only in case, so no other default is safe. */
    public static final IdSettings EXACT = new IdSettings(IdFold.EXACT, IdFold.EXACT);

    private static final Map<String, SpellingDifference> DIFFERENCES =
            Names.words(List.of(SpellingDifference.values()), SpellingDifference::word);

    /** Reads both keys of a mapping; missing ones are taken from {@code otherwise}. */
    public static IdSettings read(YamlMapping mapping, IdSettings otherwise) {
        return new IdSettings(
                subjects(mapping, otherwise.subjects()), read(mapping, "cookie-ids", otherwise.cookies()));
    }

    /** Reads only {@code ids}, for a source without cookies. */
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
