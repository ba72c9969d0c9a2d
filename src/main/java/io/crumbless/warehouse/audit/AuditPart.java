package io.crumbless.warehouse.audit;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A part of an audit that can be looked at by itself. */
public sealed interface AuditPart extends Serializable {
    /**
     * A row group, by itself.
     *
     * @param dataset its folder
     * @param file path below the snapshot
     */
    record Group(String dataset, String file, int rowGroup) implements AuditPart {}

    /** A file, byte for byte. */
    record WholeFile(String file) implements AuditPart {}

    /**
     * Subjects in all datasets, beside one another.
     *
     * @param from first subject; null for the first there is
     * @param to the subject before which to stop; null for the end
     */
    record Slice(@Nullable SubjectBytes from, @Nullable SubjectBytes to) implements AuditPart {}
}
