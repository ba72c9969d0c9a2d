package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.provenance.ValueBin;

/**
 * Reads splits of one membership source: classifies each kind of value once, strips values that were not provided by
 * the person, and passes the rest to the sink. Thread-safe, if each thread has its own split and sink.
 *
 * <p>Every row is counted in exactly one bin and every value in exactly one {@link ValueBin}. A value is first
 * classified by its evidence; only if it was provided are its sunset, value, time and subject checked, in this order.
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
     * Registers the subjects of a source that is keyed by subject, so that they get ordinals. Must be called for every
     * split of such a source before the table is finished; sources keyed by cookie are not read.
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
