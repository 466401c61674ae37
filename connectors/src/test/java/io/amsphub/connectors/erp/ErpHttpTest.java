package io.amsphub.connectors.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.connectors.web.Receiver;
import io.amsphub.processors.erp.ErpException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ErpHttpTest {

    @Test
    void anErpWhoseAnswerDoesNotEndIsUnreachable() throws IOException {
        try (Receiver receiver = new Receiver()) {
            receiver.does(receiver.saysAndHangs("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"));
            ErpHttp erp = new ErpHttp("Ledger", Duration.ofSeconds(1));
            assertThatThrownBy(() ->
                            erp.send(erp.request(URI.create(receiver.url())).build()))
                    .isInstanceOfSatisfying(
                            ErpException.class, e -> assertThat(e.whole()).isTrue())
                    .hasMessageContaining("did not end within");
        }
    }
}
