package io.crumbless.tools.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.declaration.AdmissionBar;
import io.crumbless.kernel.declaration.IntakeRules;
import io.crumbless.kernel.declaration.RawStatement;
import io.crumbless.kernel.declaration.Verdict;
import io.crumbless.night.legacy.Format;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Promise: a valid statement is admitted; each fault breaks one rule of the bar, and is refused with the code of that
 * rule.
 */
@Tag("unit")
@Tag("slow")
class DeliveryFaultTest {
    private static final int ROWS = 3000;

    @ParameterizedTest
    @EnumSource(StatementSource.class)
    void whatIsGoodPasses(StatementSource source) {
        StatementRows rows = rows(source);
        AdmissionBar bar = bar(source);

        for (long row = 0; row < ROWS; row++) {
            assertThat(bar.judge(raw(rows.declared(row, row)))).as("row " + row).isInstanceOf(Verdict.Admitted.class);
        }
    }

    @ParameterizedTest
    @EnumSource(StatementSource.class)
    void eachSlipIsRefusedWithItsOwnCode(StatementSource source) {
        StatementRows rows = rows(source);
        AdmissionBar bar = bar(source);

        for (long row = 0; row < ROWS; row++) {
            for (DeliveryFault slip : DeliveryFault.values()) {
                Draft draft = rows.declared(row, row);
                if (slip.make(draft, rows.circumstances()) && !draft.spoilt) {
                    assertThat(bar.judge(raw(draft)))
                            .as(slip + " in row " + row)
                            .isEqualTo(new Verdict.Refused(slip.refusal()));
                }
            }
        }
    }

    /** Under the shipped policy every special value ends by itself, so none can lack an end. */
    @Test
    void everySlipHappensUnderTheShippedPolicy() {
        Map<DeliveryFault, Integer> made = new EnumMap<>(DeliveryFault.class);
        for (StatementSource source : StatementSource.values()) {
            StatementRows rows = rows(source);
            for (long row = 0; row < ROWS; row++) {
                for (DeliveryFault slip : DeliveryFault.values()) {
                    if (slip.make(rows.declared(row, row), rows.circumstances())) {
                        made.merge(slip, 1, Integer::sum);
                    }
                }
            }
        }
        Set<DeliveryFault> missing = EnumSet.allOf(DeliveryFault.class);
        missing.removeAll(made.keySet());

        assertThat(missing).containsExactly(DeliveryFault.NO_END);
    }

    private static StatementRows rows(StatementSource source) {
        Formats formats = new Formats(
                Formats.USUAL.shapes(),
                Optional.empty(),
                Format.CSV,
                Optional.of(Format.CSV),
                Formats.PreferenceCentre.FILE);
        GenerateSettings settings =
                Generated.builder(Path.of("unused"), 500).formats(formats).build();
        return new StatementRows(
                settings, Generated.POLICY, new Offers(Generated.POLICY), source, new long[] {0, ROWS / 2});
    }

    private static AdmissionBar bar(StatementSource source) {
        return new AdmissionBar(
                Generated.POLICY,
                new IntakeRules(
                        source.sourceName(),
                        source.hasLocalTimes() ? Optional.of(GenerateSettings.DEFAULT_ZONE) : Optional.empty(),
                        GenerateSettings.DEFAULT_ZONE,
                        source.usualJurisdiction()));
    }

    private static RawStatement raw(Draft draft) {
        return RawStatement.of(new @Nullable String[] {
            draft.declarationId,
            draft.subjectId,
            draft.action,
            draft.attribute,
            draft.value,
            String.join(";", draft.purposes),
            draft.noticeId,
            draft.noticeVersion,
            draft.noticeLanguage,
            draft.channel,
            draft.elicitation,
            draft.declaredBy,
            draft.recordedBy,
            draft.confirmed,
            draft.declaredAt,
            draft.validUntil,
            draft.jurisdiction,
            draft.legalBasis,
            draft.evidenceRef,
            null
        });
    }
}
