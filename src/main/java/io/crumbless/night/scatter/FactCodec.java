package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.KeySample;
import io.crumbless.columnar.spill.RecordBuffer;
import io.crumbless.columnar.spill.RecordReader;
import io.crumbless.columnar.spill.SpillMerge;
import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.merge.Arrival;
import io.crumbless.kernel.merge.Position;
import io.crumbless.kernel.merge.Removal;
import io.crumbless.kernel.merge.WithdrawnPurposes;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.kernel.profile.Value;
import io.crumbless.kernel.provenance.ProvidedValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Serialises the facts of one subject to the spill. Repeated texts are symbols, so a statement takes about a hundred
 * bytes.
 */
public final class FactCodec {
    private static final byte SEPARATOR_BYTE = 0;
    private static final FieldCodec<List<String>> PURPOSES = new FieldCodec.Words();

    /**
     * Must be incremented with every change of the content of a record, or of a number in {@link RecordKind} or {@link
     * SpillCode}. A change of the fields of statements changes {@link #FORMAT} by itself.
     */
    static final int RECORDS = 3;

    /** Identifies the format of spilled records; different for versions that cannot read each other's records. */
    static final String FORMAT = RECORDS + "." + Integer.toHexString(StatementCodec.FIELDS.hashCode());

    /** Follows the zero byte; no name of a source begins with it. */
    private static final byte WITHDRAWER = 1;

    /** Keys of withdrawals, by hash of their subject's folded key, begin here ... */
    static final byte[] FIRST_WITHDRAWER = {KeySample.BESIDE, WITHDRAWER};

    /** ... and end before this one, which begins the first range. */
    public static final byte[] BEHIND_WITHDRAWERS = {KeySample.BESIDE, WITHDRAWER + 1};

    private FactCodec() {}

    static byte[] key(String subject) {
        return subject.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The key of a record that names no subject: its position, so that the spill sorts these records and none has to be
     * kept in memory. {@code 0, source, 0, file, 0, position (8 bytes)}; ids, sources and files contain no zero byte.
     */
    private static byte[] key(Position position) {
        byte[] source = key(position.source());
        byte[] file = key(position.file());
        return ByteBuffer.allocate(3 + source.length + file.length + Long.BYTES)
                .put(KeySample.BESIDE)
                .put(source)
                .put(SEPARATOR_BYTE)
                .put(file)
                .put(SEPARATOR_BYTE)
                .putLong(position.at())
                .array();
    }

    /** Whether the key is that of a subject. */
    public static boolean namesSubject(byte[] key) {
        return key.length > 0 && key[0] != KeySample.BESIDE;
    }

    static void writeLogged(SpillWriter out, LogEntry entry) throws IOException {
        RecordBuffer record = begin(out, key(entry.statement().subject().value()), RecordKind.LOGGED);
        record.number(SpillCode.FATE.code(entry.fate()));
        record.optionalNumber(entry.deliveredOnEpochDay());
        record.optionalNumber(entry.endsOnEpochDay());
        out.symbol(entry.endedAfter() == null ? null : entry.endedAfter().toString());
        StatementCodec.write(out, record, entry.statement());
        out.end();
    }

    public static LogEntry readLogged(SpillMerge in, SubjectId subject) {
        RecordReader record = in.payload();
        Fate fate = SpillCode.FATE.constant(record.number());
        Integer deliveredOn = record.optionalNumber();
        Integer endsOn = record.optionalNumber();
        Period endedAfter = in.symbol(record, Period.class, Period::parse);
        return new LogEntry(StatementCodec.read(in, record, subject), deliveredOn, fate, endsOn, endedAfter);
    }

    static void writeArrival(SpillWriter out, Arrival arrival) throws IOException {
        RecordBuffer record = begin(out, key(arrival.statement().subject().value()), RecordKind.ARRIVAL);
        record.optionalNumber(arrival.deliveredOnEpochDay());
        writePosition(out, record, arrival.position());
        StatementCodec.write(out, record, arrival.statement());
        out.end();
    }

    public static Arrival readArrival(SpillMerge in, SubjectId subject) {
        RecordReader record = in.payload();
        Integer deliveredOn = record.optionalNumber();
        Position position = readPosition(in, record);
        return new Arrival(StatementCodec.read(in, record, subject), deliveredOn, position);
    }

    /**
     * Spills a withdrawal under the hash of its subject's folded key, for other spellings of the subject. {@code 0, 1,
     * hash (8 bytes)}.
     */
    static void writeWithdrawer(SpillWriter out, Statement withdrawal) throws IOException {
        byte[] subject = key(withdrawal.subject().value());
        byte[] key = ByteBuffer.allocate(FIRST_WITHDRAWER.length + Long.BYTES)
                .put(FIRST_WITHDRAWER)
                .putLong(IdHash.ofKey(subject, 0, subject.length))
                .array();
        RecordBuffer record = begin(out, key, RecordKind.WITHDRAWER);
        record.number(IdHash.ofSpelling(subject, 0, subject.length));
        out.symbol(withdrawal.attribute());
        PURPOSES.write(out, record, withdrawal.purposes());
        record.number(withdrawal.declaredAtMicros());
        out.end();
    }

    static Withdrawers.Noted readWithdrawer(SpillMerge in) {
        RecordReader record = in.payload();
        long spelling = record.number();
        String attribute = present(in.symbol(record));
        List<String> purposes = present(PURPOSES.read(in, record));
        return new Withdrawers.Noted(spelling, new WithdrawnPurposes(attribute, purposes, record.number()));
    }

    /** The hash in the key of a withdrawal. */
    static long withdrawerKey(byte[] key) {
        return ByteBuffer.wrap(key).getLong(FIRST_WITHDRAWER.length);
    }

    private static void writePosition(SpillWriter out, RecordBuffer record, Position position) {
        out.symbol(position.source());
        out.symbol(position.file());
        record.number(position.at());
    }

    private static Position readPosition(SpillMerge in, RecordReader record) {
        return new Position(present(in.symbol(record)), present(in.symbol(record)), record.number());
    }

    static void writeRemoval(SpillWriter out, byte[] subject, Removal removal) throws IOException {
        RecordBuffer record = begin(out, subject, RecordKind.REMOVAL);
        out.symbol(removal.source());
        record.number(SpillCode.ORIGIN.code(removal.origin()));
        record.number(removal.values());
        out.end();
    }

    public static Removal readRemoval(SpillMerge in) {
        RecordReader record = in.payload();
        return new Removal(present(in.symbol(record)), SpillCode.ORIGIN.constant(record.number()), record.number());
    }

    static void writeProvided(SpillWriter out, byte[] subject, ProvidedValue provided, Policy policy)
            throws IOException {
        RecordBuffer record = begin(out, subject, RecordKind.PROVIDED);
        out.symbol(provided.source());
        out.symbol(provided.rule());
        out.symbol(policy.attributes().get(provided.attribute()).name().value());
        record.text(provided.value().canonical());
        record.number(provided.assignedAtMicros());
        out.end();
    }

    public static ProvidedValue readProvided(SpillMerge in, Policy policy) {
        RecordReader record = in.payload();
        String source = present(in.symbol(record));
        String rule = present(in.symbol(record));
        Attribute attribute = policy.attribute(present(in.symbol(record))).orElseThrow();
        Value value = attribute.type().parse(present(record.text())).orElseThrow();
        return new ProvidedValue(source, rule, policy.indexOf(attribute.name().value()), value, record.number());
    }

    /** @param subject null if the record does not name it */
    static void writeRefused(SpillWriter out, @Nullable String subject, RefusedRecord refused) throws IOException {
        byte[] key = subject == null ? key(refused.position()) : key(subject);
        RecordBuffer record = begin(out, key, RecordKind.REFUSED);
        writePosition(out, record, refused.position());
        out.symbol(refused.reason());
        record.text(refused.declarationId());
        out.end();
    }

    public static RefusedRecord readRefused(SpillMerge in) {
        RecordReader record = in.payload();
        return new RefusedRecord(readPosition(in, record), present(in.symbol(record)), record.text());
    }

    static void writeErasure(SpillWriter out, SubjectId subject, String source) throws IOException {
        begin(out, key(subject.value()), RecordKind.ERASURE);
        out.symbol(source);
        out.end();
    }

    public static String readErasure(SpillMerge in) {
        return present(in.symbol(in.payload()));
    }

    private static RecordBuffer begin(SpillWriter out, byte[] key, int kind) throws IOException {
        return out.begin(key, 0, key.length, kind);
    }

    private static <T> T present(@Nullable T read) {
        return Objects.requireNonNull(read, "the spill file lacks a field every record has");
    }
}
