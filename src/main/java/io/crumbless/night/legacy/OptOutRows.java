package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.IdStyles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All opt-outs of a night, and what is found out of them where links and subjects are read elsewhere: first they say what they
 * {@link #sought seek}; when every shard has been {@link #met}, whom they take out is {@link #known}; when every source that is
 * keyed by subject has been read, their rows have their bins. For one thread.
 */
public final class OptOutRows implements OptOutSink {
    private final SortedMap<String, LinkBatch> sources = new TreeMap<>();
    private final CookieOptOuts scoped = new CookieOptOuts();

    /** Those that opt-outs seek, in whatever spelling, and those that cookies reach. */
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

    /** What is to be looked for in links and subjects; asked once, when all opt-outs are there. */
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

    /** Takes what a shard of links bears on. Each shard is met once. */
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

    /** Whom they take out. */
    public KnownOptOuts known(SoughtIds sought) {
        return new KnownOptOuts(sought, reached, styles);
    }

    /** Takes subjects that opt-outs name and a source that is keyed by subject knows, as {@link PartLinks#named} wrote them. */
    public void named(byte[] message) {
        LinkBatch batch = LinkBatchCodec.read(message);
        for (int i = 0; i < batch.size(); i++) {
            named.add(batch.bytes(), batch.subjectStart(i), batch.subjectLength(i));
        }
    }

    /** Where all rows of links and opt-outs ended, and whom opt-outs reached. Asked once, at the end. */
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
