package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.StatementRef;
import java.util.List;
import java.util.Objects;

/** The columns of the lineage struct beside an attribute of a profile, and how they are written. */
final class LineageColumns {
    static final ColumnSpec<TextColumn> ORIGIN = ColumnSpec.text("origin", 1, "How the value came to be");
    static final ColumnSpec<TextColumn> DECLARATION_ID = ColumnSpec.text(
                    "declaration_id", 2, "The declaration, unique within its source")
            .hardlyRepeating();
    static final ColumnSpec<TextColumn> SOURCE = ColumnSpec.text("source", 3, "Source in the job file");
    static final ColumnSpec<TextColumn> CHANNEL = ColumnSpec.text("channel", 4, "Channel on which the person spoke");
    static final ColumnSpec<TextColumn> ELICITATION = ColumnSpec.text("elicitation", 5, "How the person was asked");
    static final ColumnSpec<TextListColumn> PURPOSES =
            ColumnSpec.texts("purposes", 6, 51, "All that it may be used for");
    static final ColumnSpec<TextColumn> NOTICE_ID = ColumnSpec.text("notice_id", 7, "The notice shown");
    static final ColumnSpec<TextColumn> NOTICE_VERSION = ColumnSpec.text("notice_version", 8, "Its version");
    static final ColumnSpec<TextColumn> NOTICE_LANGUAGE = ColumnSpec.text("notice_language", 9, "Its language");
    static final ColumnSpec<TextColumn> LEGAL_BASIS = ColumnSpec.text("legal_basis", 10, "Legal basis, as declared");
    static final ColumnSpec<MicrosColumn> DECLARED_AT =
            ColumnSpec.micros("declared_at", 11, "When the person spoke").hardlyRepeating();
    static final ColumnSpec<DateColumn> VALID_UNTIL =
            ColumnSpec.date("valid_until", 12, "Last day on which it may be used");
    static final ColumnSpec<TextColumn> RULE = ColumnSpec.text("rule", 13, "The policy rule that let it pass");
    static final ColumnSpec<TextListColumn> ACCUMULATED_FROM =
            ColumnSpec.texts("accumulated_from", 14, 52, "Earlier declarations whose items the list also holds");
    static final ColumnSpec<TextListColumn> ACCUMULATED_SOURCES = ColumnSpec.texts(
            "accumulated_sources", 15, 53, "Their sources in the job file, one for each of accumulated_from");

    /** In the order of the layout. */
    static final List<ColumnSpec<?>> ALL = List.of(
            ORIGIN,
            DECLARATION_ID,
            SOURCE,
            CHANNEL,
            ELICITATION,
            PURPOSES,
            NOTICE_ID,
            NOTICE_VERSION,
            NOTICE_LANGUAGE,
            LEGAL_BASIS,
            DECLARED_AT,
            VALID_UNTIL,
            RULE,
            ACCUMULATED_FROM,
            ACCUMULATED_SOURCES);

    /** The part that leads to the evidence, in the order of the layout. */
    static final List<ColumnSpec<?>> OF_EXTRACTS = List.of(ORIGIN, DECLARATION_ID, SOURCE, DECLARED_AT, VALID_UNTIL);

    private final TextColumn channel;
    private final TextColumn elicitation;
    private final TextListColumn purposes;
    private final TextColumn noticeId;
    private final TextColumn noticeVersion;
    private final TextColumn noticeLanguage;
    private final TextColumn legalBasis;
    private final TextColumn rule;
    private final TextListColumn accumulatedFrom;
    private final TextListColumn accumulatedSources;
    private final OfExtracts evidence;

    /** @param struct name of a struct of the schema with all columns */
    LineageColumns(TableSchema schema, String struct) {
        this.channel = CHANNEL.in(schema, struct);
        this.elicitation = ELICITATION.in(schema, struct);
        this.purposes = PURPOSES.in(schema, struct);
        this.noticeId = NOTICE_ID.in(schema, struct);
        this.noticeVersion = NOTICE_VERSION.in(schema, struct);
        this.noticeLanguage = NOTICE_LANGUAGE.in(schema, struct);
        this.legalBasis = LEGAL_BASIS.in(schema, struct);
        this.rule = RULE.in(schema, struct);
        this.accumulatedFrom = ACCUMULATED_FROM.in(schema, struct);
        this.accumulatedSources = ACCUMULATED_SOURCES.in(schema, struct);
        this.evidence = new OfExtracts(schema, struct);
    }

    /** The columns of the struct of an attribute; their field ids follow that of the struct. */
    static List<Column> of(List<ColumnSpec<?>> specs, Attribute attribute, int fieldId) {
        return specs.stream()
                .map(spec -> isPersonal(spec, attribute) ? spec.withoutStatistics() : spec)
                .map(spec -> spec.behind(fieldId))
                .toList();
    }

    /** Whether the column may reveal the value: an end may be derived from it, as eight weeks after a due date. */
    private static boolean isPersonal(ColumnSpec<?> spec, Attribute attribute) {
        return spec.equals(VALID_UNTIL) && attribute.sensitivity() == Sensitivity.SPECIAL;
    }

    /** Writes into the open struct. */
    void write(PartWriter out, Lineage lineage) {
        evidence.write(out, lineage);
        channel.write(out, lineage.channel());
        elicitation.write(out, lineage.elicitation());
        purposes.write(out, lineage.purposes());
        NoticeRef notice = lineage.notice();
        if (notice != null) {
            noticeId.write(out, notice.id());
            noticeVersion.write(out, notice.version());
            noticeLanguage.write(out, notice.language());
        }
        legalBasis.write(out, lineage.legalBasis());
        rule.write(out, lineage.rule());
        if (!lineage.accumulatedFrom().isEmpty()) {
            writeParts(out, lineage.accumulatedFrom());
        }
    }

    private void writeParts(PartWriter out, List<StatementRef> parts) {
        accumulatedFrom.write(
                out, parts.stream().map(StatementRef::declarationId).toList());
        accumulatedSources.write(out, parts.stream().map(LineageColumns::source).toList());
    }

    private static String source(StatementRef part) {
        return Objects.requireNonNull(part.source(), "the kernel knows the source of every statement");
    }

    /** The columns that extracts also have. */
    static final class OfExtracts {
        private final TextColumn origin;
        private final TextColumn declarationId;
        private final TextColumn source;
        private final MicrosColumn declaredAt;
        private final DateColumn validUntil;

        /** @param struct name of a struct of the schema with at least these columns */
        OfExtracts(TableSchema schema, String struct) {
            this.origin = ORIGIN.in(schema, struct);
            this.declarationId = DECLARATION_ID.in(schema, struct);
            this.source = SOURCE.in(schema, struct);
            this.declaredAt = DECLARED_AT.in(schema, struct);
            this.validUntil = VALID_UNTIL.in(schema, struct);
        }

        /** Writes into the open struct. */
        void write(PartWriter out, Lineage lineage) {
            origin.write(out, lineage.origin().word());
            declarationId.write(out, lineage.declarationId());
            source.write(out, lineage.source());
            declaredAt.write(out, lineage.declaredAtMicros());
            validUntil.write(out, lineage.validUntilEpochDay());
        }
    }
}
