package io.crumbless.kernel.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: several ids in one field are distinguished from an id of several parts. */
@Tag("unit")
class SeveralIdsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "C-1;C-2",
                "[\"C-1\",\"C-2\"]",
                "{C-1,C-2}",
                "C-1, C-20",
                "C-1\nC-2",
                "C-1\tC-2;C-3",
                "C-1|C-2",
                "a1;b2",
                "C-1 / c-2",
                "C-1 / C-2",
                "C-1 und C-2",
                "C-1 & C-2",
                "C-1 C-2",
                "1001;1002",
                "12,345",
                "0b1c5e6e-2f66-4c3a-9d3e-111111111111,a2c4e6e8-aaaa-4bbb-8ccc-22222222222d"
            })
    void areSeveral(String id) {
        assertThat(SeveralIds.isOne(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C-1",
                "C-1;",
                "C 1042",
                "2cE+10ff",
                "a1&b2",
                "shop1|10042",
                "1|10042",
                "2026/1042",
                "0171 1234567",
                "Smith, John",
                "DE,10042",
                "S\n7",
                "",
                " , ",
                "anna@example.com",
                "auth0|5f7c8ec7c33c6c004bbafe82",
                "auth0|user1042",
                "tenant1/u42",
                "CN=Anna,OU=Shop1"
            })
    void areOneOrNone(String id) {
        assertThat(SeveralIds.isOne(id)).isFalse();
    }
}
