package io.crumbless.kernel.declaration;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A delivered record that can be changed field by field; fields go by their canonical column names. */
public final class TestingStatement {
    private final Map<String, String> fields = new HashMap<>();

    private TestingStatement() {}

    /** A declaration that {@link TestingPolicy} admits. */
    public static TestingStatement declaration() {
        return new TestingStatement()
                .with("declaration_id", "d-1")
                .with("subject_id", "10000000000000000000000000000000000001")
                .with("action", "declare")
                .with("attribute", "purchase_intention")
                .with("value", "[\"pram\",\"cot\"]")
                .with("purposes", "recommend_products;personal_offers")
                .with("notice_id", "family-club")
                .with("notice_version", "3")
                .with("notice_language", "de")
                .with("channel", "app")
                .with("elicitation", "prompted_choice")
                .with("declared_by", "self")
                .with("declared_at", "2026-11-20T18:30:00+01:00")
                .with("jurisdiction", "DE");
    }

    /** A withdrawal with nothing but what a withdrawal needs. */
    public static TestingStatement withdrawal() {
        return new TestingStatement()
                .with("declaration_id", "w-1")
                .with("subject_id", "S-1")
                .with("action", "withdraw")
                .with("attribute", "purchase_intention")
                .with("declared_at", "2026-11-20T18:30:00Z");
    }

    public TestingStatement with(String column, String text) {
        fields.put(column, text);
        return this;
    }

    public TestingStatement without(String column) {
        fields.remove(column);
        return this;
    }

    public @Nullable String field(String column) {
        return fields.get(column);
    }

    public RawStatement raw() {
        return RawStatement.of(StatementField.DELIVERED.stream()
                .map(StatementField::name)
                .map(this::field)
                .toArray(String[]::new));
    }
}
