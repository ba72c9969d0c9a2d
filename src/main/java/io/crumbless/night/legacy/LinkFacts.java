package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdStyles;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What the links of one shard bear on that lies outside of it. Ids are UTF-8.
 *
 * @param tallies where the rows of each source of links ended, by its name
 * @param severalSpellings how many of its cookie ids are linked in more than one spelling
 * @param styles in which its cookie ids are written
 * @param subjects those that opt-outs seek, in whatever spelling
 * @param cookies of the keys that opt-outs seek, how many spellings are linked
 * @param written cookies that an opt-out names as they are spelt here
 * @param optedOut subjects reached by a cookie that an opt-out seeks
 * @param scoped whom cookies reach that are sought by opt-outs of more than legacy values
 */
public record LinkFacts(
        SortedMap<String, RowTally> tallies,
        long severalSpellings,
        IdStyles styles,
        List<byte[]> subjects,
        Map<Long, Integer> cookies,
        List<byte[]> written,
        List<byte[]> optedOut,
        List<Reach> scoped)
        implements Serializable {
    /** A subject that a cookie of that key reaches. */
    record Reach(long cookieKey, byte[] subject) implements Serializable {}
}
