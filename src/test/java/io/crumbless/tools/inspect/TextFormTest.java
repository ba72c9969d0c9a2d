package io.crumbless.tools.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text is called what a person who looks at it would call it. */
@Tag("unit")
class TextFormTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0007                             | WHOLE
                    -3                               | WHOLE
                    1763800000                       | WHOLE
                    0.25                             | FRACTION
                    -0.5                             | FRACTION
                    12345.0                          | POINT_ZERO
                    1.2345E+15                       | EXPONENT
                    7E+5                             | EXPONENT
                    7e5                              | TEXT
                    true                             | YES_OR_NO
                    No                               | YES_OR_NO
                    n                                | YES_OR_NO
                    2026-11-22                       | DATE
                    2026-11-22T10:31:00Z             | MOMENT
                    2026-11-22t10:31:00z             | MOMENT
                    2026-11-22 10:31:00 UTC          | MOMENT
                    2026-11-22 10:31:00+00           | MOMENT
                    2026-11-22T10:31:00.123456+0100  | MOMENT
                    2026-11-22T10:31                 | LOCAL_TIME
                    2026-11-22 10:31:00.5            | LOCAL_TIME
                    22.11.2026                       | OTHER_DATE
                    22-11-2026                       | OTHER_DATE
                    22.11.26                         | OTHER_DATE
                    14.11.2026 03:04:04              | OTHER_TIME
                    14.11.2026, 03:04                | OTHER_TIME
                    11/22/2026 10:31 PM              | OTHER_TIME
                    2026/11/22 10:31:00 AM GMT+1     | OTHER_TIME
                    10.0.1.15                        | TEXT
                    Sun, 22 Nov 2026 10:31:00 GMT    | RFC_1123
                    22 Nov 2026 10:31:00 +0100       | RFC_1123
                    ada@shop.example                 | E_MAIL
                    4711@shop.example                | E_MAIL
                    [1,2]                            | LIST
                    C-1042                           | TEXT
                    2026-11-22-7                     | TEXT
                    -                                | TEXT
                    +49 170 1234567                  | TEXT
                    """)
    void recognisesTheFormByTheCharacters(String text, TextForm form) {
        assertThat(TextForm.of(text)).isEqualTo(form);
    }
}
