package io.crumbless.night.scatter;

import io.crumbless.columnar.text.KeyWatch;
import io.crumbless.kernel.declaration.RawStatement;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.night.delivery.DeclarationReader;
import io.crumbless.night.delivery.RecordEnd;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The {@link DeclarationAdmission} of one part under each of several policies: the part is read once for all. */
final class PolicyAdmissions implements DeclarationReader.Sink, Closeable {
    private final List<DeclarationAdmission> admissions = new ArrayList<>();

    void add(DeclarationAdmission admission) {
        admissions.add(admission);
    }

    void begin(DeclaredPart next) {
        admissions.forEach(admission -> admission.begin(next));
    }

    /** The sink for the reader: the only admission itself, which saves a call per record, or all of them. */
    DeclarationReader.Sink sink() {
        return admissions.size() == 1 ? admissions.get(0) : this;
    }

    @Override
    public void record(long position, RawStatement raw) {
        admissions.forEach(admission -> admission.record(position, raw));
    }

    @Override
    public void malformed(long position, Refusal reason, boolean mayWithdraw) {
        admissions.forEach(admission -> admission.malformed(position, reason, mayWithdraw));
    }

    @Override
    public void refused(long position, RawStatement raw, Refusal reason) {
        admissions.forEach(admission -> admission.refused(position, raw, reason));
    }

    @Override
    public void unanswered(long position, RawStatement raw) {
        admissions.forEach(admission -> admission.unanswered(position, raw));
    }

    @Override
    public void itemLeftOut() {
        admissions.forEach(DeclarationAdmission::itemLeftOut);
    }

    @Override
    public void recordEnds(RecordEnd end) {
        admissions.forEach(admission -> admission.recordEnds(end));
    }

    @Override
    public void keys(KeyWatch watch) {
        admissions.forEach(admission -> admission.keys(watch));
    }

    @Override
    public void otherThanFolder(String column) {
        admissions.forEach(admission -> admission.otherThanFolder(column));
    }

    void finish() throws IOException {
        for (DeclarationAdmission admission : admissions) {
            admission.finish();
        }
    }

    @Override
    public void close() throws IOException {
        for (DeclarationAdmission admission : admissions) {
            admission.close();
        }
    }
}
