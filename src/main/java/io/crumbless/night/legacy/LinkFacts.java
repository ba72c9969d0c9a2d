package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdStyles;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Results from the links of one shard that are needed outside the shard. Ids are UTF-8.
 *
 * @param tallies outcome counts of the rows of each link source, by source name
 * @param severalSpellings number of cookie ids of the shard that are linked in more than one spelling
 * @param styles the styles in which the cookie ids of the shard are written
 * @param subjects the subjects sought by opt-outs, in any spelling
 * @param cookies number of linked spellings by cookie key, for the keys sought by opt-outs
 * @param written cookies that an opt-out names in the same spelling as the shard
 * @param optedOut subjects reached by a cookie sought by an opt-out
 * @param scoped subjects reached by cookies that are sought by opt-outs covering more than legacy values
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
    /** A subject reached by the cookie with this key. */
    record Reach(long cookieKey, byte[] subject) implements Serializable {}
}
