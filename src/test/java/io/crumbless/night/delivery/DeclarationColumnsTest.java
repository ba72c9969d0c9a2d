package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.declaration.RawStatement;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each column of a delivery becomes the field of its name. */
@Tag("unit")
class DeclarationColumnsTest {
    private static final List<String> NAMES =
            DeclarationColumns.ALL.stream().map(CanonicalColumn::name).toList();

    @Test
    void everyColumnIsTheFieldOfItsName() throws ReflectiveOperationException {
        RawStatement raw = DeclarationColumns.statement(NAMES.toArray(new @Nullable String[0]));

        List<String> fields = new ArrayList<>();
        for (RecordComponent field : RawStatement.class.getRecordComponents()) {
            String column = field.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            assertThat(field.getAccessor().invoke(raw)).as(field.getName()).isEqualTo(column);
            fields.add(column);
        }
        assertThat(NAMES).containsExactlyInAnyOrderElementsOf(fields);
    }

    @Test
    void whiteSpaceAroundATextIsNoPartOfIt() {
        @Nullable
        String[] texts = NAMES.stream().map(name -> " \t" + name + " ").toArray(String[]::new);
        texts[NAMES.indexOf("value")] = "  ";

        RawStatement raw = DeclarationColumns.statement(texts);

        assertThat(raw.noticeLanguage()).isEqualTo("notice_language");
        assertThat(raw.value()).isNull();
    }
}
