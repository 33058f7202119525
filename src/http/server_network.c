#include "base/secret.h"
#include "http/network.h"
#include "http/server_private.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#define V4_BYTES 3
#define V6_BYTES 6

typedef struct { uint8_t bytes[16]; size_t length; bool is_loopback; } Network;

static void
take_v4(Network *network, const uint8_t address[4])
{
    memcpy(network->bytes, address, V4_BYTES);
    network->length = V4_BYTES;
    network->is_loopback = address[0] == 127;
}

static void
take_v6(Network *network, const struct in6_addr *address)
{
    if (IN6_IS_ADDR_V4MAPPED(address)) {
        take_v4(network, address->s6_addr + 12);
        return;
    }
    memcpy(network->bytes, address->s6_addr, V6_BYTES);
    network->length = V6_BYTES;
    network->is_loopback = IN6_IS_ADDR_LOOPBACK(address);
}

static Network
network_of(const struct sockaddr *address)
{
    Network network = { { 0 }, 0, false };

    if (address != NULL && address->sa_family == AF_INET)
        take_v4(&network, (const uint8_t *)&((const struct sockaddr_in *)(const void *)address)->sin_addr);
    else if (address != NULL && address->sa_family == AF_INET6)
        take_v6(&network, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
    return network;
}

/* "2001:db8::1" or "192.0.2.1"; anything else has no length. */
static Network
network_from_text(const char *text)
{
    Network network = { { 0 }, 0, false };
    struct in6_addr v6;
    uint8_t v4[4];

    if (inet_pton(AF_INET, text, v4) == 1)
        take_v4(&network, v4);
    else if (inet_pton(AF_INET6, text, &v6) == 1)
        take_v6(&network, &v6);
    return network;
}

static bool
is_from(const struct sockaddr *address, const char *host)
{
    char text[INET6_ADDRSTRLEN] = "";

    if (address != NULL && address->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr, text, sizeof text);
    else if (address != NULL && address->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, text, sizeof text);
    return strcmp(text, host) == 0;
}

/* The last of the list is what the proxy itself saw; those before it are what its client said. */
static Network
forwarded(const HttpRequest *request)
{
    const char *list = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, "X-Forwarded-For");
    const char *comma = list != NULL ? strrchr(list, ',') : NULL;
    g_autofree char *last = g_strdup(comma != NULL ? comma + 1 : list != NULL ? list : "");

    return network_from_text(g_strstrip(last));
}

uint64_t
http_network(const HttpRequest *request)
{
    const HttpServer *server = request->server;

    if (!server->config.tells_network)
        return 0;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *client = info != NULL ? info->client_addr : NULL;
    const bool by_proxy = server->config.trusted_proxy != NULL && is_from(client, server->config.trusted_proxy);
    const Network network = by_proxy ? forwarded(request) : network_of(client);
    /* TLS ends at a proxy on this machine: everybody would be one network. */
    if (network.length == 0 || (network.is_loopback && server->is_secure && !by_proxy))
        return 0;
    uint64_t hash[2];
    secret_hash(&server->network_key, "network", network.bytes, network.length, hash, sizeof hash);
    return hash[0] != 0 ? hash[0] : 1;
}
