package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.IdStyles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Collects all opt-outs of a run and resolves them when links and subjects are read in other processes. The steps are:
 * {@link #sought} returns the ids to look for; {@link #met} takes the results of every shard; then {@link #known}
 * returns who has opted out; {@link #named} takes the results of every source that is keyed by subject; at the end
 * {@link #outcome} counts the rows. Not thread-safe.
 */
public final class OptOutRows implements OptOutSink {
    private final SortedMap<String, LinkBatch> sources = new TreeMap<>();
    private final CookieOptOuts scoped = new CookieOptOuts();

    /** The subjects sought by opt-outs, in any spelling, and those reached by cookies. */
    private final SubjectArena subjects = new SubjectArena(Fingerprint.random());

    private final SubjectArena named = new SubjectArena(Fingerprint.random());
    private final SubjectArena reached = new SubjectArena(Fingerprint.random());
    private final SubjectArena written = new SubjectArena(Fingerprint.random());
    private final OptOutReach reach = new OptOutReach();
    private final IdStyles styles = new IdStyles();
    private final SortedMap<String, RowTally> links = new TreeMap<>();
    private long severalSpellings;

    @Override
    public void add(LinkBatch batch) {
        LinkBatch rows = sources.computeIfAbsent(batch.source(), LinkBatch::new);
        rows.count(batch);
        for (int i = 0; i < batch.size(); i++) {
            rows.add(batch, i);
        }
    }

    @Override
    public void add(ScopedOptOut row) {
        scoped.add(row);
    }

    /** The ids to look for in links and subjects. Called once, after all opt-outs have been added. */
    public SoughtIds sought() {
        List<Long> ofSubjects = new ArrayList<>();
        List<Long> ofCookies = new ArrayList<>();
        LinkBatch cookies = new LinkBatch("");
        sources.values().forEach(rows -> {
            reach.seek(rows);
            seek(rows, ofSubjects, ofCookies, cookies);
        });
        return new SoughtIds(longs(ofSubjects), longs(ofCookies), scoped.cookieKeys(), cookies);
    }

    private static void seek(LinkBatch rows, List<Long> ofSubjects, List<Long> ofCookies, LinkBatch cookies) {
        for (int i = 0; i < rows.size(); i++) {
            int start = rows.subjectStart(i);
            if (rows.subjectLength(i) > 0) {
                ofSubjects.add(IdHash.ofKey(rows.bytes(), start, start + rows.subjectLength(i)));
            }
            if (rows.cookieLength(i) > 0) {
                ofCookies.add(IdHash.ofKey(rows.bytes(), rows.cookieStart(i), start));
                cookies.add(LinkBatch.Kind.COOKIE, rows.cookie(i), new byte[0]);
            }
        }
    }

    private static long[] longs(List<Long> keys) {
        return keys.stream().mapToLong(Long::longValue).toArray();
    }

    /** Takes the results of a shard of links. Called once per shard. */
    public void met(LinkFacts facts) {
        facts.tallies().forEach((source, tally) -> links.merge(source, tally, RowTally::plus));
        severalSpellings += facts.severalSpellings();
        styles.add(facts.styles());
        facts.subjects().forEach(subject -> named.add(subject, 0, subject.length));
        facts.cookies().forEach(reach::cookies);
        facts.written().forEach(cookie -> written.add(cookie, 0, cookie.length));
        facts.optedOut().forEach(subject -> reached.add(subject, 0, subject.length));
        facts.scoped()
                .forEach(each ->
                        scoped.reaches(each.cookieKey(), subjects.add(each.subject(), 0, each.subject().length)));
    }

    /** Who has opted out. */
    public KnownOptOuts known(SoughtIds sought) {
        return new KnownOptOuts(sought, reached, styles);
    }

    /**
     * Takes the subjects that are named by opt-outs and found in a source keyed by subject, as written by
     * {@link PartLinks#named}.
     */
    public void named(byte[] message) {
        LinkBatch batch = LinkBatchCodec.read(message);
        for (int i = 0; i < batch.size(); i++) {
            named.add(batch.bytes(), batch.subjectStart(i), batch.subjectLength(i));
        }
    }

    /** The outcome of all rows of links and opt-outs, and the people reached by opt-outs. Called once, at the end. */
    public LinkOutcome outcome() {
        reach.subjects(named);
        SortedMap<String, RowTally> tallies = new TreeMap<>(links);
        long otherwiseSpelt = 0;
        for (Map.Entry<String, LinkBatch> source : sources.entrySet()) {
            LinkBatch rows = source.getValue();
            otherwiseSpelt += reach.count(rows, rows.bins(), this::isSubject, this::isCookie);
            scoped.count(source.getKey(), rows.bins());
            tallies.put(source.getKey(), new RowTally(rows.rows(), rows.bins()));
        }
        return new LinkOutcome(
                tallies, scoped.all(subject -> LinkTable.subject(subjects, subject)), otherwiseSpelt, severalSpellings);
    }

    private boolean isSubject(LinkBatch optOuts, int i) {
        return has(named, optOuts.bytes(), optOuts.subjectStart(i), optOuts.subjectLength(i));
    }

    private boolean isCookie(LinkBatch optOuts, int i) {
        return has(written, optOuts.bytes(), optOuts.cookieStart(i), optOuts.cookieLength(i));
    }

    private static boolean has(SubjectArena ids, byte[] bytes, int start, int length) {
        return length > 0 && ids.find(bytes, start, length, ids.hasher()) != SubjectArena.ABSENT;
    }
}
