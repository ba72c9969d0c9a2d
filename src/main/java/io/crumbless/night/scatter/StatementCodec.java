package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.RecordBuffer;
import io.crumbless.columnar.spill.RecordReader;
import io.crumbless.columnar.spill.SpillMerge;
import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.profile.SubjectId;
import java.util.stream.Collectors;

/** Serialises statements to the spill: every field except the subject, which is the key of the record. */
public final class StatementCodec {
    /** The fields in a record; another list is another format. */
    static final String FIELDS =
            StatementField.ALL.stream().map(StatementField::name).collect(Collectors.joining(" "));

    private static final Part<?>[] PARTS = StatementField.ALL.stream()
            .map(field -> field.match(new SpilledField()))
            .toArray(Part<?>[]::new);

    private StatementCodec() {}

    /** A field and its codec. */
    record Part<T>(StatementField<T> field, FieldCodec<T> codec) {
        private void write(SpillWriter out, RecordBuffer record, Statement statement) {
            codec.write(out, record, statement.get(field));
        }

        private void read(SpillMerge in, RecordReader record, Statement.Builder statement) {
            statement.with(field, codec.read(in, record));
        }
    }

    static void write(SpillWriter out, RecordBuffer record, Statement statement) {
        for (Part<?> part : PARTS) {
            part.write(out, record, statement);
        }
    }

    static Statement read(SpillMerge in, RecordReader record, SubjectId subject) {
        Statement.Builder statement = Statement.builder();
        for (Part<?> part : PARTS) {
            part.read(in, record, statement);
        }
        return statement.with(StatementField.SUBJECT_ID, subject).build();
    }
}
