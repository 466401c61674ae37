package io.amsphub.processors.rfq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.failure.HubException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferTokenTest {

    private static byte[] key(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return key;
    }

    private final OfferToken tokens = new OfferToken(key(1));

    @Test
    void tokenLeadsBackToItsInvitation() {
        assertThat(tokens.invitation(tokens.of("rfq_1.south"))).isEqualTo("rfq_1.south");
        assertThat(new OfferToken(key(1)).invitation(tokens.of("rfq_1.south"))).isEqualTo("rfq_1.south");
    }

    @Test
    void whatWasNotSignedWithThisKeyIsRefused() {
        String good = tokens.of("rfq_1.south");
        for (String bad : List.of(
                "",
                "~",
                "rfq_1.south",
                "rfq_1.south~",
                good + "x",
                good.replace("south", "north"),
                new OfferToken(key(2)).of("rfq_1.south"))) {
            assertThatThrownBy(() -> tokens.invitation(bad))
                    .as(bad)
                    .isInstanceOf(HubException.class)
                    .hasMessageContaining("AMSP-3103");
        }
    }
}
