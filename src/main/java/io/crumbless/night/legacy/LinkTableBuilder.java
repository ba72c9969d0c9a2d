package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.IdStyles;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Builds a {@link LinkTable}. Links and opt-outs may come in any order and from several threads, whole splits or batches
 * at a time: the table and the tallies depend on what came, not on when.
 *
 * <p>{@link #finish} hands the table over; the builder is then spent.
 */
public final class LinkTableBuilder {
    /** Fuller tables are enlarged: longer probing costs more than the memory. */
    private static final double FULLEST = 0.6;

    private final Fingerprint hash;
    private final SubjectArena subjects;
    private final SortedMap<String, SourceRows> sources = new TreeMap<>();

    private int capacity = 1 << 6;
    /** Per slot the fingerprint and the number of the cookie + 1. */
    private long[] table = new long[LinkTable.WORDS * capacity];

    private final CookieOptOuts scoped = new CookieOptOuts();
    private final IdStyles styles = new IdStyles();
    private int cookies;
    private int[] firstSubject = new int[1 << 6];
    /** Of each cookie the hash of its key, by which opt-outs find it in every spelling. */
    private long[] keys = new long[1 << 6];

    private final BitSet ambiguous = new BitSet();
    /** Pairs of a cookie and a subject beyond its first. */
    private final IntList furtherSubjects = new IntList();

    public LinkTableBuilder() {
        this(new SecureRandom().nextLong(), new SecureRandom().nextLong());
    }

    LinkTableBuilder(long key0, long key1) {
        this.hash = new Fingerprint(key0, key1);
        this.subjects = new SubjectArena(hash.another());
    }

    /** Makes room at once for about that many cookies, which saves growing. */
    public synchronized void expect(long links) {
        long wanted = (long) (links / FULLEST) + 1;
        if (wanted > capacity) {
            resize(wanted);
        }
    }

    /** Takes subjects that a source names by their ids; its rows are counted elsewhere. */
    synchronized void addSubjects(LinkBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            subject(batch, i);
        }
    }

    /** Takes links or opt-outs of one source. */
    synchronized void add(LinkBatch batch) {
        SourceRows rows = sources.computeIfAbsent(batch.source(), name -> new SourceRows());
        rows.count(batch);
        for (int i = 0; i < batch.size(); i++) {
            switch (batch.kind(i)) {
                case LINK -> rows.links.add(link(batch, i));
                case OPT_OUT -> rows.optOuts.add(batch, i);
                case SUBJECT -> throw new IllegalArgumentException("Subjects have a method of their own");
            }
        }
    }

    /** Takes an opt-out that is of more than legacy values. */
    synchronized void add(ScopedOptOut row) {
        scoped.add(row);
    }

    private int link(LinkBatch batch, int i) {
        int subject = subject(batch, i);
        int cookie = cookie(batch, i);
        if (firstSubject[cookie] < 0) {
            firstSubject[cookie] = subject;
        } else if (firstSubject[cookie] != subject) {
            ambiguous.set(cookie);
            furtherSubjects.add(cookie);
            furtherSubjects.add(subject);
        }
        return cookie;
    }

    private int subject(LinkBatch batch, int i) {
        return subjects.add(batch.bytes(), batch.subjectStart(i), batch.subjectLength(i));
    }

    /** The number of the cookie, the next one if it is new. */
    private int cookie(LinkBatch batch, int i) {
        hash.take(batch.bytes(), batch.cookieStart(i), batch.cookieLength(i));
        int slot = slotOf(table, capacity, hash.high, hash.low);
        int at = LinkTable.WORDS * slot;
        if (table[at + 2] != 0) {
            return (int) table[at + 2] - 1;
        }
        if (cookies + 1 > capacity * FULLEST) {
            resize(capacity + (long) (capacity >> 1) + 1);
            at = LinkTable.WORDS * slotOf(table, capacity, hash.high, hash.low);
        }
        if (firstSubject.length == cookies) {
            firstSubject = Arrays.copyOf(firstSubject, cookies + (cookies >> 1));
            keys = Arrays.copyOf(keys, firstSubject.length);
        }
        keys[cookies] = IdHash.ofKey(batch.bytes(), batch.cookieStart(i), batch.cookieStart(i) + batch.cookieLength(i));
        styles.add(batch.bytes(), batch.cookieStart(i), batch.cookieStart(i) + batch.cookieLength(i));
        firstSubject[cookies] = -1;
        table[at] = hash.high;
        table[at + 1] = hash.low;
        table[at + 2] = ++cookies;
        return cookies - 1;
    }

    /** The slot that holds the fingerprint, or the free one where it belongs. */
    private static int slotOf(long[] table, int capacity, long high, long low) {
        int slot = LinkTable.slot(high, capacity);
        int at = LinkTable.WORDS * slot;
        while (table[at + 2] != 0 && (table[at] != high || table[at + 1] != low)) {
            slot = slot + 1 == capacity ? 0 : slot + 1;
            at = LinkTable.WORDS * slot;
        }
        return slot;
    }

    private void resize(long wanted) {
        if (wanted > Integer.MAX_VALUE / LinkTable.WORDS - 8) {
            throw new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot hold more than " + cookies
                            + " linked cookies in one table; split the job by region or brand");
        }
        int larger = (int) wanted;
        long[] target = new long[LinkTable.WORDS * larger];
        for (int at = 0; at < table.length; at += LinkTable.WORDS) {
            if (table[at + 2] != 0) {
                int place = LinkTable.WORDS * slotOf(target, larger, table[at], table[at + 1]);
                System.arraycopy(table, at, target, place, LinkTable.WORDS);
            }
        }
        table = target;
        capacity = larger;
    }

    /** The finished table. */
    public synchronized LinkTable finish() {
        OptOutReach reach = new OptOutReach();
        sources.values().forEach(rows -> reach.seek(rows.optOuts));
        BitSet optedOut = reach.subjects(subjects);
        BitSet cookiesOptedOut = reach.cookies(keys, cookies);
        cookiesOptedOut.stream().forEach(cookie -> optedOut.set(firstSubject[cookie]));
        long otherwiseSpelt = 0;
        for (SourceRows rows : sources.values()) {
            otherwiseSpelt += count(rows, reach);
        }
        spreadToEverySubject(cookiesOptedOut, optedOut);
        seekScoped();
        sources.forEach((name, rows) -> scoped.count(name, rows.bins));
        BitSet seen = new BitSet(cookies);
        SortedMap<String, RowTally> tallies = new TreeMap<>();
        sources.forEach((name, rows) -> tallies.put(name, rows.tally(ambiguous, seen)));

        int[] rank = subjects.sort();
        for (int at = 0; at < table.length; at += LinkTable.WORDS) {
            if (table[at + 2] != 0) {
                int cookie = (int) table[at + 2] - 1;
                table[at + 2] = ambiguous.get(cookie) ? 1 : rank[firstSubject[cookie]] + 2;
            }
        }
        BitSet optedOutOrdinals = new BitSet();
        optedOut.stream().forEach(subject -> optedOutOrdinals.set(rank[subject]));
        return new LinkTable(
                table,
                subjects,
                optedOutOrdinals,
                hash,
                tallies,
                otherwiseSpelt,
                new LinkedSpellings(keys, cookies, styles),
                scoped.all(subject -> LinkTable.subject(subjects, rank[subject])));
    }

    private void seekScoped() {
        if (scoped.isEmpty()) {
            return;
        }
        for (int cookie = 0; cookie < cookies; cookie++) {
            scoped.reaches(keys[cookie], firstSubject[cookie]);
        }
        for (int i = 0; i < furtherSubjects.size(); i += 2) {
            scoped.reaches(keys[furtherSubjects.at(i)], furtherSubjects.at(i + 1));
        }
    }

    /** Puts the opt-outs of one source into bins; answers how many reached an id in another spelling. */
    private long count(SourceRows rows, OptOutReach reach) {
        LinkBatch optOuts = rows.optOuts;
        long otherwiseSpelt = 0;
        for (int i = 0; i < optOuts.size(); i++) {
            boolean applied = reach.foundAny(optOuts, i);
            rows.bins.merge(applied ? OptOutScanner.APPLIED : OptOutScanner.MATCHED_NOBODY, 1L, Long::sum);
            int asWritten = isSubject(optOuts, i) ? 1 : 0;
            int cookieAsWritten = isCookie(optOuts, i) ? 1 : 0;
            boolean others =
                    reach.subjectsFound(optOuts, i) > asWritten || reach.cookiesFound(optOuts, i) > cookieAsWritten;
            otherwiseSpelt += others ? 1 : 0;
        }
        return otherwiseSpelt;
    }

    private boolean isSubject(LinkBatch optOuts, int i) {
        return optOuts.subjectLength(i) > 0
                && subjects.find(optOuts.bytes(), optOuts.subjectStart(i), optOuts.subjectLength(i), hash) >= 0;
    }

    private boolean isCookie(LinkBatch optOuts, int i) {
        if (optOuts.cookieLength(i) == 0) {
            return false;
        }
        hash.take(optOuts.bytes(), optOuts.cookieStart(i), optOuts.cookieLength(i));
        return table[LinkTable.WORDS * slotOf(table, capacity, hash.high, hash.low) + 2] != 0;
    }

    /** Nobody knows which of the people on a shared device opted out; denial wins, so all of them did. */
    private void spreadToEverySubject(BitSet cookiesOptedOut, BitSet optedOut) {
        for (int i = 0; i < furtherSubjects.size(); i += 2) {
            if (cookiesOptedOut.get(furtherSubjects.at(i))) {
                optedOut.set(furtherSubjects.at(i + 1));
            }
        }
    }

    /** What one source delivered. */
    private static final class SourceRows {
        private long rows;
        private final Map<String, Long> bins = new TreeMap<>();
        /** The cookie of each trusted link. */
        private final IntList links = new IntList();

        private final LinkBatch optOuts = new LinkBatch("");

        void count(LinkBatch batch) {
            rows += batch.rows();
            batch.bins().forEach((bin, count) -> bins.merge(bin, count, Long::sum));
        }

        /** @param seen cookies that a source before this one linked */
        RowTally tally(BitSet ambiguous, BitSet seen) {
            for (int i = 0; i < links.size(); i++) {
                int cookie = links.at(i);
                String bin = ambiguous.get(cookie)
                        ? LinkScanner.AMBIGUOUS
                        : seen.get(cookie) ? LinkScanner.REPEATED : LinkScanner.LINKED;
                seen.set(cookie);
                bins.merge(bin, 1L, Long::sum);
            }
            return new RowTally(rows, new TreeMap<>(bins));
        }
    }
}
