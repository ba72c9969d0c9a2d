package io.crumbless.warehouse.audit;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A part of an audit that can be checked independently of the others. */
public sealed interface AuditPart extends Serializable {
    /**
     * One row group.
     *
     * @param dataset folder of the dataset
     * @param file path below the snapshot
     */
    record Group(String dataset, String file, int rowGroup) implements AuditPart {}

    /** One file, byte by byte. */
    record WholeFile(String file) implements AuditPart {}

    /**
     * A range of subjects in all datasets, compared with one another.
     *
     * @param from first subject; null for the start
     * @param to the subject before which to stop; null for the end
     */
    record Slice(@Nullable SubjectBytes from, @Nullable SubjectBytes to) implements AuditPart {}
}
