package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.IdStyles;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Builds a {@link LinkTable}. Links and opt-outs may be added in any order and by several threads, in whole splits or
 * batches; the table and the tallies do not depend on the order.
 *
 * <p>{@link #finish} returns the table; the builder must not be used afterwards.
 */
public final class LinkTableBuilder implements LinkSink, OptOutSink {
    /** Fuller tables are enlarged: longer probing costs more than the memory. */
    private static final double FULLEST = 0.6;

    /** The approximate number of customers looked for among the cookies; each costs a look-up. */
    private static final int MOST_COMPARED = 100_000;

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
    /** By cookie, the hash of its key, by which opt-outs find it in every spelling. */
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

    /** Reserves space for about this many cookies, to avoid growing. */
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
    @Override
    public synchronized void add(LinkBatch batch) {
        SourceRows rows = sources.computeIfAbsent(batch.source(), name -> new SourceRows());
        rows.count(batch);
        for (int i = 0; i < batch.size(); i++) {
            switch (batch.kind(i)) {
                case LINK -> rows.links.add(link(batch, i));
                case OPT_OUT -> rows.optOuts.add(batch, i);
                case SUBJECT, COOKIE, SHARED, OTHERWISE ->
                    throw new IllegalArgumentException("Only links and opt-outs are of a source");
            }
        }
    }

    /** Adds an opt-out that covers more than legacy values. */
    @Override
    public synchronized void add(ScopedOptOut row) {
        scoped.add(row);
    }

    /** Adds a cookie that is known to reach several subjects, without naming them. */
    void addShared(LinkBatch batch, int i) {
        ambiguous.set(cookie(batch, i));
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

    /** The number of the cookie; a new one gets the next number. */
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

    /** The slot that holds the fingerprint, or else the free slot where it belongs. */
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
            otherwiseSpelt += reach.count(rows.optOuts, rows.bins, this::isSubject, this::isCookie);
        }
        spreadToEverySubject(cookiesOptedOut, optedOut);
        seekScoped();
        sources.forEach((name, rows) -> scoped.count(name, rows.bins));
        SortedMap<String, RowTally> tallies = tallies();
        SortedMap<String, Long> swapped = swappedOptOuts();
        int[] rank = rank();
        return new LinkTable(
                table,
                subjects,
                ordinals(optedOut, rank),
                hash,
                tallies,
                otherwiseSpelt,
                customersAsCookies(),
                swapped,
                new LinkedSpellings(keys, cookies, styles),
                scoped.all(subject -> LinkTable.subject(subjects, rank[subject])));
    }

    private SortedMap<String, RowTally> tallies() {
        BitSet seen = new BitSet(cookies);
        SortedMap<String, RowTally> tallies = new TreeMap<>();
        sources.forEach((name, rows) -> tallies.put(name, rows.tally(ambiguous, seen)));
        return tallies;
    }

    /** Assigns ordinals to subjects and answers to cookies. */
    private int[] rank() {
        int[] rank = subjects.sort();
        for (int at = 0; at < table.length; at += LinkTable.WORDS) {
            if (table[at + 2] != 0) {
                int cookie = (int) table[at + 2] - 1;
                table[at + 2] = ambiguous.get(cookie) ? 1 : rank[firstSubject[cookie]] + 2;
            }
        }
        return rank;
    }

    private static BitSet ordinals(BitSet numbers, int[] rank) {
        BitSet ordinals = new BitSet();
        numbers.stream().forEach(number -> ordinals.set(rank[number]));
        return ordinals;
    }

    /** The finished table of links alone, of all cookies. Results for opt-outs are reported to {@link OptOutRows}. */
    public synchronized LinkShard finish(SoughtIds sought) {
        return shard(0, new LinkShards(1), sought);
    }

    /**
     * The finished table of links alone, with the opt-outs that follow from the shard's cookies and from named
     * subjects.
     */
    LinkShard shard(int number, LinkShards shards, SoughtIds sought) {
        List<byte[]> written = written(number, shards, sought.written());
        BitSet named = named(sought, subjects);
        BitSet byCookie = new BitSet();
        Map<Long, Integer> found = new HashMap<>();
        List<LinkFacts.Reach> reached = new ArrayList<>();
        for (int cookie = 0; cookie < cookies; cookie++) {
            seek(sought, keys[cookie], firstSubject[cookie], byCookie, reached);
            if (sought.hasCookie(keys[cookie])) {
                found.merge(keys[cookie], 1, Integer::sum);
            }
        }
        for (int i = 0; i < furtherSubjects.size(); i += 2) {
            seek(sought, keys[furtherSubjects.at(i)], furtherSubjects.at(i + 1), byCookie, reached);
        }
        List<byte[]> namedIds = copies(named);
        List<byte[]> reachedIds = copies(byCookie);
        SortedMap<String, RowTally> tallies = tallies();
        named.or(byCookie);
        BitSet optedOut = ordinals(named, rank());
        LinkedSpellings spellings = new LinkedSpellings(keys, cookies, styles);
        LinkTable finished =
                new LinkTable(table, subjects, optedOut, hash, tallies, 0, 0, new TreeMap<>(), spellings, List.of());
        long several = spellings.inSeveral();
        return new LinkShard(
                finished, new LinkFacts(tallies, several, styles, namedIds, found, written, reachedIds, reached));
    }

    private void seek(SoughtIds sought, long key, int subject, BitSet byCookie, List<LinkFacts.Reach> reached) {
        if (sought.hasCookie(key)) {
            byCookie.set(subject);
        }
        if (sought.hasScopedCookie(key)) {
            reached.add(new LinkFacts.Reach(key, subjects.copy(subject)));
        }
    }

    private List<byte[]> written(int number, LinkShards shards, LinkBatch optOuts) {
        List<byte[]> written = new ArrayList<>();
        for (int i = 0; i < optOuts.size(); i++) {
            byte[] cookie = optOuts.cookie(i);
            if (shards.of(cookie, 0, cookie.length) == number && isCookie(optOuts, i)) {
                written.add(cookie);
            }
        }
        return written;
    }

    private static BitSet named(SoughtIds sought, SubjectArena subjects) {
        BitSet named = new BitSet();
        for (int subject = 0; subject < subjects.count(); subject++) {
            named.set(
                    subject,
                    sought.hasSubject(IdHash.ofKey(subjects.bytes(), subjects.start(subject), subjects.end(subject))));
        }
        return named;
    }

    private List<byte[]> copies(BitSet numbers) {
        return new ArrayList<>(numbers.stream().mapToObj(subjects::copy).toList());
    }

    /** The subjects of this table that opt-outs name. */
    LinkBatch named(SoughtIds sought) {
        LinkBatch batch = new LinkBatch("");
        named(sought, subjects).stream()
                .forEach(subject -> batch.add(LinkBatch.Kind.SUBJECT, new byte[0], subjects.copy(subject)));
        return batch;
    }

    /** The finished table of the cookies and subjects of some rows alone. */
    LinkTable part(KnownOptOuts known, LinkedSpellings spellings) {
        BitSet optedOut = new BitSet();
        Fingerprint hasher = known.hasher();
        for (int subject = 0; subject < subjects.count(); subject++) {
            optedOut.set(subject, known.optedOut(subjects, subject, hasher));
        }
        BitSet ordinals = ordinals(optedOut, rank());
        return new LinkTable(
                table, subjects, ordinals, hash, new TreeMap<>(), 0, 0, new TreeMap<>(), spellings, List.of());
    }

    /**
     * How many customers of a sample are cookies of others: the two columns may be swapped in some file. Requires the
     * answers in the table.
     */
    private long customersAsCookies() {
        Fingerprint hasher = hash.another();
        long found = 0;
        int step = Math.max(1, subjects.count() / MOST_COMPARED);
        for (int subject = 0; subject < subjects.count(); subject += step) {
            int start = subjects.start(subject);
            int end = subjects.end(subject);
            if (!isNumber(subjects.bytes(), start, end)) {
                hasher.take(subjects.bytes(), start, end - start);
                long answer = table[LinkTable.WORDS * slotOf(table, capacity, hasher.high, hasher.low) + 2];
                found += answer != 0 && answer != subject + 2L ? 1 : 0;
            }
        }
        return found;
    }

    /**
     * By source, how many opt-outs name a customer as the cookie, or a cookie as the customer, and match nobody
     * otherwise.
     */
    private SortedMap<String, Long> swappedOptOuts() {
        SortedMap<String, Long> swapped = new TreeMap<>();
        sources.forEach((source, rows) -> {
            for (int i = 0; i < rows.optOuts.size(); i++) {
                count(source, rows.optOuts.cookie(i), rows.optOuts.subject(i), swapped);
            }
        });
        scoped.rows().stream()
                .filter(row -> !row.alsoOfLegacy())
                .forEach(row -> count(row.source(), row.cookie(), row.subject(), swapped));
        return swapped;
    }

    private void count(String source, byte[] cookie, byte[] subject, SortedMap<String, Long> swapped) {
        boolean customer = mayBeOther(cookie) && isSubject(cookie) && !isCookie(cookie);
        boolean browser = mayBeOther(subject) && isCookie(subject) && !isSubject(subject);
        if (customer || browser) {
            swapped.merge(source, 1L, Long::sum);
        }
    }

    private static boolean mayBeOther(byte[] id) {
        return id.length > 0 && !isNumber(id, 0, id.length);
    }

    private boolean isSubject(byte[] id) {
        return subjects.find(id, 0, id.length, hash) != SubjectArena.ABSENT;
    }

    private boolean isCookie(byte[] id) {
        hash.take(id, 0, id.length);
        return table[LinkTable.WORDS * slotOf(table, capacity, hash.high, hash.low) + 2] != 0;
    }

    /** Systems number cookies and customers independently, so numeric ids are not evidence of a swap. */
    private static boolean isNumber(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return true;
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

    /**
     * It is unknown which of the people on a shared device opted out; the denial wins, so it applies to all of them.
     */
    private void spreadToEverySubject(BitSet cookiesOptedOut, BitSet optedOut) {
        for (int i = 0; i < furtherSubjects.size(); i += 2) {
            if (cookiesOptedOut.get(furtherSubjects.at(i))) {
                optedOut.set(furtherSubjects.at(i + 1));
            }
        }
    }

    /** The rows of one source. */
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
