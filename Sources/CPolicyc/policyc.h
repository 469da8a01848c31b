/*
 * policyc.h: deciding on requests by the compiled tables of clinical policies.
 *
 * Threads: a table does not change; any number of threads may use it at the same time. A request, and what is read from it,
 * belongs to one thread at a time. There is no global state.
 *
 * Ownership: what a function named `..._new` or `..._load` makes is freed by the function named `..._free` of the same
 * prefix; freeing NULL does nothing. Every other pointer that is returned belongs to the object that it was asked of.
 *
 * Errors: a function that can fail returns a status, POLICYC_OK or the reason. Numbers of statuses keep their meaning.
 * `policyc_status_name` gives the code that `policyc decide` reports for the same fault, as in "unknown-word".
 *
 * Texts are UTF-8. Those that are passed have a size in bytes and need no zero at their end; those that are returned
 * end with a zero.
 */
#ifndef POLICYC_H
#define POLICYC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this interface. Functions and values are only ever added to a version. */
#define POLICYC_ABI_VERSION 1

/* The version that the library has, to compare with POLICYC_ABI_VERSION. */
uint32_t policyc_abi_version(void);

typedef int32_t policyc_status;

enum {
  POLICYC_OK = 0,
  /* A pointer that is NULL, or an index or an option that does not exist. */
  POLICYC_BAD_ARGUMENT = 1,
  /* The bytes are not a decision table of a version that this library reads. */
  POLICYC_BAD_TABLE = 2,
  /* A stream of requests has a column that the table does not have, or one of another type. */
  POLICYC_BAD_COLUMNS = 3,
  /* Deciding would take more search than one request may cost; stating more facts helps. */
  POLICYC_UNDECIDED = 4,
  POLICYC_BAD_JSON = 10,
  POLICYC_BAD_UTF_8 = 11,
  POLICYC_REPEATED_MEMBER = 12,
  POLICYC_TOO_DEEP = 13,
  POLICYC_LINE_TOO_LONG = 14,
  POLICYC_NOT_AN_OBJECT = 15,
  POLICYC_UNKNOWN_FACT = 20,
  POLICYC_UNKNOWN_WORD = 21,
  POLICYC_WRONG_TYPE = 22,
  POLICYC_BAD_CODE = 23,
  POLICYC_BAD_DATE = 24,
  POLICYC_WRONG_UNIT = 25,
  POLICYC_OUT_OF_RANGE = 26,
  POLICYC_NO_VALUE_LEFT = 27,
  POLICYC_TOO_MANY_ENTRIES = 28,
  POLICYC_MISSING_DATE = 29,
  POLICYC_DATE_AFTER_SERVICE = 30,
  POLICYC_CONTRADICTION = 31
};

/* The code of a status, as in "unknown-word"; "ok" for POLICYC_OK, NULL for a number that is no status. */
const char *policyc_status_name(policyc_status status);

/* ---- Tables ---- */

/* One revision of a policy, ready to decide. */
typedef struct policyc_table policyc_table;

/*
 * Reads the bytes of a `decision-table.json`.
 *
 * table: is set to the table, or to NULL.
 * message: unless NULL, is set to NULL, or to a sentence that says what is wrong, for `policyc_message_free`.
 */
policyc_status policyc_table_load(const uint8_t *json, size_t size, policyc_table **table, char **message);

/* Frees a table. Requests and streams that were made of it go on working. */
void policyc_table_free(policyc_table *table);

/* What names are asked of a table. */
typedef enum policyc_names {
  /* One name each. */
  POLICYC_POLICY = 0,
  POLICYC_REVISION = 1,
  /* The revision as its publisher prints it, as in 11/23. */
  POLICYC_PRINTED_REVISION = 2,
  POLICYC_TITLE = 3,
  /* The facts that a request can state, in the order of the table. */
  POLICYC_FACTS = 4,
  /* The ids of statements. */
  POLICYC_STATEMENTS = 5,
  /* The labels of criteria, as in I.A.1, and their ids in the same order. */
  POLICYC_CRITERIA = 6,
  POLICYC_CRITERION_IDS = 7,
  /* Of policyc_answer.result and policyc_answer.outcome. */
  POLICYC_RESULTS = 8,
  POLICYC_OUTCOMES = 9
} policyc_names;

/* The number of names of a kind; 0 for a kind that does not exist. */
size_t policyc_name_count(const policyc_table *table, policyc_names names);

/* A name by its index, valid as long as the table; NULL if there is none. */
const char *policyc_name(const policyc_table *table, policyc_names names, size_t index);

/* The index of a fact, or -1 if the table does not have it. */
int64_t policyc_fact_index(const policyc_table *table, const char *id, size_t size);

/* ---- One request ---- */

/* Storage for one request after another and for its answer. */
typedef struct policyc_request policyc_request;

/* Storage for requests to a table; NULL if the table is. */
policyc_request *policyc_request_new(const policyc_table *table);
void policyc_request_free(policyc_request *request);

/*
 * Begins the next request: all facts are unknown.
 *
 * date: the date of service as YYYY-MM-DD; NULL if it is not known. If it cannot be read, there is none.
 */
policyc_status policyc_request_clear(policyc_request *request, const char *date, size_t size);

/*
 * State a fact by its index. After an error the fact is unknown, and the other facts are as they were.
 *
 * text: a word, a code as in CPT:76498, or a day; for a duration, the day from which it counts.
 * digits: a number as JSON writes it; for a duration, its length.
 * unit: a UCUM unit; NULL for that of the fact.
 * json: any value that `policyc decide` takes of the fact: lists, entries, ranges, choices. null is unknown.
 */
policyc_status policyc_set_boolean(policyc_request *request, size_t fact, bool value);
policyc_status policyc_set_text(policyc_request *request, size_t fact, const char *text, size_t size);
policyc_status policyc_set_number(policyc_request *request, size_t fact, const char *digits, size_t size,
                                  const char *unit, size_t unit_size);
policyc_status policyc_set_json(policyc_request *request, size_t fact, const char *json, size_t size);

/* States the facts of a JSON object by their names. After an error all facts are unknown. */
policyc_status policyc_set_facts(policyc_request *request, const char *json, size_t size);

/* Of `policyc_answer.result`, the indices in POLICYC_RESULTS. */
enum {
  POLICYC_MET = 0,
  POLICYC_NOT_MET = 1,
  POLICYC_NEEDS_INFORMATION = 2,
  POLICYC_OUT_OF_SCOPE = 3
};

/*
 * An answer, right for every completion of the facts that are unknown. All members are indices of names. The arrays are
 * valid until the request is decided again or freed.
 */
typedef struct policyc_answer {
  int32_t result;
  /* -1 if the policy is silent, the request out of scope, or information needed. */
  int32_t outcome;
  /* The statement that decides; -1 if there is none, or if several can. */
  int64_t statement;
  /* The criteria that are reasons for the answer, in the order of the document; only of a request that is met. */
  const size_t *criteria;
  size_t criterion_count;
  /* The facts that can still change the answer, ascending. */
  const size_t *needs;
  size_t need_count;
} policyc_answer;

/* Decides on the facts that are stated. */
policyc_status policyc_decide(policyc_request *request, policyc_answer *answer);

/* What was wrong in the last call on this request that failed, as a sentence; valid until the next one that fails. */
const char *policyc_request_message(const policyc_request *request);

/* ---- Streams of requests ---- */

struct ArrowArrayStream;

/* The options of `policyc_decide_stream`, to be added up. */
enum {
  /* Names in answers are texts, which every consumer reads. */
  POLICYC_TEXTS = 0,
  /* Names in answers are indices into dictionaries, which is faster. */
  POLICYC_DICTIONARIES = 1
};

/*
 * Answers a stream of requests in columns by a stream of answers, in the same order; both are streams of Apache Arrow's C
 * stream interface. Batches are pulled from `requests` only as they are pulled from `answers`.
 *
 * The columns of requests are those of the table `requests` in docs/sql.md, the columns of answers those of its answers;
 * `id` is returned as it came, and only if it came. A row that cannot be read has an `error` and no verdict.
 *
 * requests: is taken over, whatever the function returns.
 * answers: is set to a stream that the caller releases. It may be used after the table is freed, on one thread at a time.
 * threads: how many threads decide; 0 means 1.
 * message: as for `policyc_table_load`.
 */
policyc_status policyc_decide_stream(const policyc_table *table, struct ArrowArrayStream *requests,
                                     struct ArrowArrayStream *answers, uint32_t threads, uint32_t options,
                                     char **message);

/* Frees a message. */
void policyc_message_free(char *message);

#ifdef __cplusplus
}
#endif

#endif
