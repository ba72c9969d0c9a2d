package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.provenance.ValueBin;

/**
 * Reads splits of one source of memberships: classifies each kind of value once, strips what is not provided, and hands
 * on what may still count. Safe for many threads, each with a split and a sink of its own.
 *
 * <p>Every row ends in one bin and every value in one {@link ValueBin}. A value is judged by its evidence first; only a
 * provided one is then looked at: sunset, value, time, and whom it belongs to.
 *
 * <p>Measured on Parquet, one thread of a 2-core virtual machine: see {@code ParquetMembershipScan}.
 */
public final class MembershipScanner {
    private static final byte[] NO_COOKIE = {};

    private final MembershipSource source;
    private final LinkTable links;
    private final Night night;
    private final KindBook book;

    public MembershipScanner(MembershipSource source, Policy policy, Night night, LinkTable links) {
        this.source = source;
        this.links = links;
        this.night = night;
        this.book = new KindBook(source, policy, night);
    }

    /**
     * Reads one split.
     *
     * @throws io.crumbless.process.Failure if the file cannot be read; the sink has then received part of it
     */
    public MembershipTally scan(MembershipSplit split, MembershipSink sink) {
        ValueDesk desk = new ValueDesk(source, book, links, night, sink);
        return source.files().format() == Format.PARQUET
                ? scanParquet(split, desk)
                : new TextMembershipScan(source, links, book, desk, sink::keys).scan(split);
    }

    private MembershipTally scanParquet(MembershipSplit split, ValueDesk desk) {
        ParquetTable table = ParquetColumns.open(source.files(), split.file());
        MembershipSource inFile = ParquetColumns.asIn(source, split.file(), table);
        return new ParquetMembershipScan(inFile, split.file(), links, book, desk).scan(split, table);
    }

    /**
     * Makes the subjects of a source known that is keyed by subject, so that they have ordinals. To be done for every
     * split of such sources before the table is finished; sources keyed by cookie are not read.
     *
     * @throws io.crumbless.process.Failure if the file cannot be read
     */
    public static void registerSubjects(MembershipSource source, MembershipSplit split, LinkTableBuilder builder) {
        if (source.keyedBySubject()) {
            LinkBatch batch = new LinkBatch(source.name());
            KeyScan.scan(
                    ParquetColumns.asIn(source, split.file()), split, subject -> register(subject, batch, builder));
            builder.addSubjects(batch);
        }
    }

    private static void register(byte[] subject, LinkBatch batch, LinkTableBuilder builder) {
        boolean isNamed = subject.length <= DeliveredText.LONGEST_ID_BYTES && !hasNul(subject);
        if (isNamed) {
            batch.add(LinkBatch.Kind.SUBJECT, NO_COOKIE, subject);
        }
        if (batch.weight() > LinkScanner.BATCH_BYTES) {
            builder.addSubjects(batch);
            batch.clear();
        }
    }

    private static boolean hasNul(byte[] subject) {
        for (byte each : subject) {
            if (each == 0) {
                return true;
            }
        }
        return false;
    }
}
