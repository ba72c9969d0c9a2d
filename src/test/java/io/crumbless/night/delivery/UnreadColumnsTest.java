package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: columns that say which rows count, or how values came to be, are recognised by the names that systems give them. */
@Tag("unit")
class UnreadColumnsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "op",
                "isDeleted",
                "_fivetran_deleted",
                "__deleted",
                "METADATA$ACTION",
                "__$operation",
                "_change_type",
                "header__change_oper",
                "op_type",
                "eventName",
                "_ab_cdc_deleted_at",
                "membership_status",
                "double_opt_in",
                "hs_email_optout",
                "HasOptedOutOfEmail",
                "consent_withdrawn_at",
                "do_not_sell",
                "us_privacy",
                "ad_storage",
                "analytics_consent",
                "delete_flag",
                "anonymised_at",
                "merged_into",
                "mergedWith",
                "cancelledAt",
                "opt_out_ts",
                "withdrawn_timestamp",
                "withdrawal",
                "inactive_since",
                "suppression_reason",
                "unlinked_at",
                "qualification_status",
                "exclude",
                "ttl",
                "gueltig",
                "werbesperre",
                "date_retrait",
                "supprime_le",
                "baja",
                "consents",
                "dbt_valid_to",
                "LOEKZ",
                "gel\u00F6scht",
                "widerrufen",
                "abgemeldet_am",
                "inaktiv",
                "supprim\u00E9",
                "desabonne"
            })
    void areFlags(String column) {
        assertThat(UnreadColumns.isFlag(column)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "visitor",
                "order_status",
                "newsletter_topics",
                "optional",
                "option",
                "record_type",
                "event_name",
                "type",
                "opinion",
                "email_verified",
                "created_at",
                "date",
                "date_of_birth",
                "state",
                "exclusive_offers",
                "validity",
                "gueltigkeit_in_tagen",
                "Do you opt in to letters from us?",
                "consensus",
                "aktivit\u00E4ten",
                "score"
            })
    void areNone(String column) {
        assertThat(UnreadColumns.isFlag(column)).isFalse();
        assertThat(UnreadColumns.isWithdrawal(column)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unsubscribed",
                "_fivetran_deleted",
                "METADATA$ACTION",
                "op_type",
                "hasOptedOutOfEmail",
                "consent_withdrawn_at",
                "widerrufen_am",
                "opt_out_ts",
                "revocation_date",
                "delete_me",
                "gdpr_delete",
                "gel\u00F6scht"
            })
    void sayWhichRecordsWithdraw(String column) {
        assertThat(UnreadColumns.isWithdrawal(column)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "score",
                "model_score",
                "purchase_probability",
                "confidence",
                "isPredicted",
                "model_version",
                "ai_generated",
                "derived",
                "is_estimated",
                "lookalike"
            })
    void areScores(String column) {
        assertThat(UnreadColumns.isScore(column)).isTrue();
        assertThat(UnreadColumns.isMethod(column)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "language_confidence",
                "languageScore",
                "is_language_predicted",
                "language_source",
                "language.probability",
                "Language Model Version"
            })
    void sayHowAnotherCameToBe(String column) {
        assertThat(UnreadColumns.isOfAnother(column, List.of("name", "language")))
                .isTrue();
        assertThat(UnreadColumns.isOfAnother(column, List.of("language.value"))).isTrue();
        assertThat(UnreadColumns.isOfAnother(column, List.of("name", "lang", "language_code")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"language", "language_code", "predicted_language", "source", "language_sourced"})
    void sayNothingOfAnother(String column) {
        assertThat(UnreadColumns.isOfAnother(column, List.of("language", "name")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "collected_by",
                "collectionMethod",
                "provenance",
                "third_party",
                "broker",
                "collectedVia",
                "trait_type",
                "match_type",
                "data_provider"
            })
    void areMethods(String column) {
        assertThat(UnreadColumns.isMethod(column)).isTrue();
        assertThat(UnreadColumns.isScore(column)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"visitor", "segment", "value", "model_year_of_car", "method_of_payment", "underscore", "source"})
    void sayNothingOfHowValuesCameToBe(String column) {
        assertThat(UnreadColumns.isScore(column)).isFalse();
        assertThat(UnreadColumns.isMethod(column)).isFalse();
    }
}
