// The module policyc._native: the functions of policyc.h as Python objects, within Python's stable ABI.
#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdlib.h>
#include <string.h>

#include "policyc.h"
#include "arrow_c.h"

typedef struct {
  PyObject *error;        // policyc.PolicycError
  PyObject *encode;       // policyc._values.encode: any value as JSON text
  PyTypeObject *answer;   // policyc.Answer
  PyTypeObject *table;    // policyc.Table
  PyTypeObject *answers;  // policyc.Answers
} State;

static struct PyModuleDef module;

static State *state_of(PyTypeObject *type) { return PyModule_GetState(PyType_GetModule(type)); }

// Raises the error of a status, with its code.
static void raise_status(State *state, policyc_status status, const char *message) {
  const char *code = policyc_status_name(status);
  PyObject *error = PyObject_CallFunction(state->error, "ss", code ? code : "unknown-status",
                                          message ? message : "an argument is not valid");
  if (error) {
    PyErr_SetObject(state->error, error);
    Py_DECREF(error);
  }
}

// ---- Answers: a stream of answers that one consumer takes ----

typedef struct {
  PyObject_HEAD struct ArrowArrayStream *stream;
} Answers;

static void release_stream(struct ArrowArrayStream *stream) {
  if (!stream) return;
  if (stream->release) stream->release(stream);
  free(stream);
}

static void capsule_free(PyObject *capsule) {
  release_stream(PyCapsule_GetPointer(capsule, "arrow_array_stream"));
}

static void answers_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  release_stream(((Answers *)self)->stream);
  PyObject_Free(self);
  Py_DECREF(type);
}

static PyObject *answers_stream(PyObject *self, PyObject *args, PyObject *keywords) {
  static char *names[] = {"requested_schema", NULL};
  PyObject *schema = Py_None;  // A wish that a producer may ignore.
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "|O:__arrow_c_stream__", names, &schema)) return NULL;
  Answers *answers = (Answers *)self;
  if (!answers->stream) {
    PyErr_SetString(PyExc_ValueError, "these answers have been taken; a stream is read once");
    return NULL;
  }
  PyObject *capsule = PyCapsule_New(answers->stream, "arrow_array_stream", capsule_free);
  if (capsule) answers->stream = NULL;
  return capsule;
}

static PyMethodDef answers_methods[] = {
    {"__arrow_c_stream__", (PyCFunction)(void (*)(void))answers_stream, METH_VARARGS | METH_KEYWORDS,
     "__arrow_c_stream__($self, requested_schema=None)\n--\n\nThe stream, for one consumer."},
    {NULL, NULL, 0, NULL}};

static PyType_Slot answers_slots[] = {
    {Py_tp_doc, "Answers in columns, for anything that reads Arrow streams: pyarrow, polars, DuckDB, pandas."},
    {Py_tp_dealloc, answers_dealloc},
    {Py_tp_methods, answers_methods},
    {0, NULL}};

static PyType_Spec answers_spec = {"policyc.Answers", sizeof(Answers), 0,
                                   Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, answers_slots};

// ---- Tables ----

enum { result_names, outcome_names, statement_names, criterion_names, criterion_id_names, fact_names, name_lists };

typedef struct {
  PyObject_HEAD policyc_table *table;
  policyc_request *request;
  // The request is in use: while values are encoded, another thread or a nested call may decide.
  int is_busy;
  PyObject *names[name_lists];  // Tuples of str.
} Table;

static PyObject *names_of(const policyc_table *table, policyc_names kind) {
  size_t count = policyc_name_count(table, kind);
  PyObject *names = PyTuple_New((Py_ssize_t)count);
  for (size_t index = 0; names && index < count; index++) {
    PyObject *name = PyUnicode_InternFromString(policyc_name(table, kind, index));
    if (!name || PyTuple_SetItem(names, (Py_ssize_t)index, name) < 0) Py_CLEAR(names);
  }
  return names;
}

static void table_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  Table *table = (Table *)self;
  policyc_request_free(table->request);
  policyc_table_free(table->table);
  for (int list = 0; list < name_lists; list++) Py_CLEAR(table->names[list]);
  PyObject_Free(self);
  Py_DECREF(type);
}

static PyObject *table_new(PyTypeObject *type, PyObject *args, PyObject *keywords) {
  static char *names[] = {"json", NULL};
  const char *json;
  Py_ssize_t size;
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "y#:Table", names, &json, &size)) return NULL;
  policyc_table *loaded;
  char *message;
  policyc_status status;
  Py_BEGIN_ALLOW_THREADS
  status = policyc_table_load((const uint8_t *)json, (size_t)size, &loaded, &message);
  Py_END_ALLOW_THREADS
  if (status != POLICYC_OK) {
    raise_status(state_of(type), status, message);
    policyc_message_free(message);
    return NULL;
  }
  allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
  Table *table = (Table *)allocate(type, 0);
  if (!table) {
    policyc_table_free(loaded);
    return NULL;
  }
  table->table = loaded;
  table->request = policyc_request_new(loaded);
  static const policyc_names kinds[name_lists] = {POLICYC_RESULTS,  POLICYC_OUTCOMES,      POLICYC_STATEMENTS,
                                                  POLICYC_CRITERIA, POLICYC_CRITERION_IDS, POLICYC_FACTS};
  for (int list = 0; list < name_lists; list++) {
    table->names[list] = names_of(loaded, kinds[list]);
    if (!table->names[list]) {
      Py_DECREF(table);
      return NULL;
    }
  }
  return (PyObject *)table;
}

// ---- One request ----

static policyc_status set_number(policyc_request *request, size_t fact, PyObject *text) {
  Py_ssize_t size;
  const char *digits = text ? PyUnicode_AsUTF8AndSize(text, &size) : NULL;
  policyc_status status =
      digits ? policyc_set_number(request, fact, digits, (size_t)size, NULL, 0) : POLICYC_BAD_ARGUMENT;
  Py_XDECREF(text);
  return status;
}

// States one fact. Returns -1 with an exception set if Python fails or the value does not suit.
static int set_value(State *state, policyc_request *request, size_t fact, PyObject *value) {
  policyc_status status;
  if (value == Py_None) return 0;
  if (PyBool_Check(value)) {
    status = policyc_set_boolean(request, fact, value == Py_True);
  } else if (PyUnicode_Check(value)) {
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(value, &size);
    if (!text) return -1;
    status = policyc_set_text(request, fact, text, (size_t)size);
  } else if (PyLong_Check(value)) {
    status = set_number(request, fact, PyObject_Str(value));
  } else {
    PyObject *json = PyObject_CallFunctionObjArgs(state->encode, value, NULL);
    Py_ssize_t size;
    const char *text = json ? PyUnicode_AsUTF8AndSize(json, &size) : NULL;
    if (!text) {
      Py_XDECREF(json);
      return -1;
    }
    status = policyc_set_json(request, fact, text, (size_t)size);
    Py_DECREF(json);
  }
  if (PyErr_Occurred()) return -1;
  if (status == POLICYC_OK) return 0;
  raise_status(state, status, policyc_request_message(request));
  return -1;
}

static int clear(State *state, policyc_request *request, PyObject *date) {
  PyObject *text = date == Py_None        ? NULL
                   : PyUnicode_Check(date) ? Py_NewRef(date)
                                           : PyObject_CallMethod(date, "isoformat", NULL);
  if (!text && date != Py_None) {
    PyErr_SetString(PyExc_TypeError, "date is a datetime.date or a text like 2024-02-01");
    return -1;
  }
  Py_ssize_t size = 0;
  const char *day = text ? PyUnicode_AsUTF8AndSize(text, &size) : NULL;
  if (text && !day) {
    Py_DECREF(text);
    return -1;
  }
  policyc_status status = policyc_request_clear(request, day, (size_t)size);
  Py_XDECREF(text);
  if (status == POLICYC_OK) return 0;
  raise_status(state, status, policyc_request_message(request));
  return -1;
}

static int set_facts(State *state, Table *table, policyc_request *request, PyObject *facts) {
  PyObject *name, *value;
  Py_ssize_t position = 0;
  if (!PyDict_Check(facts)) {
    PyErr_SetString(PyExc_TypeError, "facts are a dict from the names of facts to their values");
    return -1;
  }
  while (PyDict_Next(facts, &position, &name, &value)) {
    Py_ssize_t size;
    const char *id = PyUnicode_Check(name) ? PyUnicode_AsUTF8AndSize(name, &size) : NULL;
    if (!id) {
      if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "the name of a fact is a str");
      return -1;
    }
    int64_t fact = policyc_fact_index(table->table, id, (size_t)size);
    if (fact < 0) {
      // The sentence with the name that was meant comes from reading the name as JSON.
      PyObject *object = PyObject_CallFunction(state->encode, "{OO}", name, Py_None);
      const char *json = object ? PyUnicode_AsUTF8AndSize(object, &size) : NULL;
      if (json) {
        policyc_status status = policyc_set_facts(request, json, (size_t)size);
        raise_status(state, status, policyc_request_message(request));
      }
      Py_XDECREF(object);
      return -1;
    }
    // The value must live while it is encoded, even if the dict changes.
    Py_INCREF(value);
    int failed = set_value(state, request, (size_t)fact, value);
    Py_DECREF(value);
    if (failed) return -1;
  }
  return 0;
}

static PyObject *name_at(Table *table, int list, int64_t index) {
  return index < 0 ? Py_NewRef(Py_None) : Py_XNewRef(PyTuple_GetItem(table->names[list], (Py_ssize_t)index));
}

static PyObject *names_at(Table *table, int list, const size_t *indices, size_t count) {
  PyObject *names = PyTuple_New((Py_ssize_t)count);
  for (size_t index = 0; names && index < count; index++) {
    PyObject *name = name_at(table, list, (int64_t)indices[index]);
    if (!name || PyTuple_SetItem(names, (Py_ssize_t)index, name) < 0) Py_CLEAR(names);
  }
  return names;
}

static PyObject *answer_of(State *state, Table *table, const policyc_answer *answer) {
  PyObject *result = PyStructSequence_New(state->answer);
  if (!result) return NULL;
  PyStructSequence_SetItem(result, 0, name_at(table, result_names, answer->result));
  PyStructSequence_SetItem(result, 1, name_at(table, outcome_names, answer->outcome));
  PyStructSequence_SetItem(result, 2, name_at(table, statement_names, answer->statement));
  PyStructSequence_SetItem(result, 3, names_at(table, criterion_names, answer->criteria, answer->criterion_count));
  PyStructSequence_SetItem(result, 4, names_at(table, criterion_id_names, answer->criteria, answer->criterion_count));
  PyStructSequence_SetItem(result, 5, names_at(table, fact_names, answer->needs, answer->need_count));
  if (PyErr_Occurred()) Py_CLEAR(result);
  return result;
}

static PyObject *table_decide(PyObject *self, PyObject *args, PyObject *keywords) {
  static char *names[] = {"facts", "date", NULL};
  PyObject *facts, *date = Py_None;
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "O|O:decide", names, &facts, &date)) return NULL;
  Table *table = (Table *)self;
  State *state = state_of(Py_TYPE(self));
  int is_own = !table->is_busy;
  policyc_request *request = is_own ? table->request : policyc_request_new(table->table);
  if (is_own) table->is_busy = 1;
  PyObject *result = NULL;
  if (clear(state, request, date) == 0 && set_facts(state, table, request, facts) == 0) {
    policyc_answer answer;
    policyc_status status = policyc_decide(request, &answer);
    if (status == POLICYC_OK) {
      result = answer_of(state, table, &answer);
    } else {
      raise_status(state, status, policyc_request_message(request));
    }
  }
  if (is_own) {
    table->is_busy = 0;
  } else {
    policyc_request_free(request);
  }
  return result;
}

static PyObject *table_decide_batch(PyObject *self, PyObject *args, PyObject *keywords) {
  static char *names[] = {"requests", "threads", "dictionaries", NULL};
  PyObject *requests;
  unsigned int threads = 0;
  int dictionaries = 0;
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "O|$Ip:decide_batch", names, &requests, &threads, &dictionaries)) {
    return NULL;
  }
  State *state = state_of(Py_TYPE(self));
  if (!PyObject_HasAttrString(requests, "__arrow_c_stream__")) {
    PyErr_SetString(PyExc_TypeError,
                    "requests are anything with __arrow_c_stream__, such as a pyarrow.Table, a polars.DataFrame or a "
                    "DuckDB relation");
    return NULL;
  }
  PyObject *capsule = PyObject_CallMethod(requests, "__arrow_c_stream__", NULL);
  if (!capsule) return NULL;
  struct ArrowArrayStream *source = PyCapsule_GetPointer(capsule, "arrow_array_stream");
  struct ArrowArrayStream *stream = source ? calloc(1, sizeof *stream) : NULL;
  if (!stream) {
    Py_DECREF(capsule);
    return source ? PyErr_NoMemory() : NULL;
  }
  char *message = NULL;
  policyc_status status;
  Py_BEGIN_ALLOW_THREADS
  status = policyc_decide_stream(((Table *)self)->table, source, stream, threads,
                                 dictionaries ? POLICYC_DICTIONARIES : POLICYC_TEXTS, &message);
  Py_END_ALLOW_THREADS
  Py_DECREF(capsule);
  if (status != POLICYC_OK) {
    release_stream(stream);
    raise_status(state, status, message);
    policyc_message_free(message);
    return NULL;
  }
  allocfunc allocate = (allocfunc)PyType_GetSlot(state->answers, Py_tp_alloc);
  Answers *answers = (Answers *)allocate(state->answers, 0);
  if (!answers) {
    release_stream(stream);
    return NULL;
  }
  answers->stream = stream;
  return (PyObject *)answers;
}

static PyObject *table_text(PyObject *self, void *kind) {
  const char *text = policyc_name(((Table *)self)->table, (policyc_names)(intptr_t)kind, 0);
  return PyUnicode_FromString(text ? text : "");
}

static PyObject *table_facts(PyObject *self, void *closure) {
  (void)closure;
  return Py_NewRef(((Table *)self)->names[fact_names]);
}

static PyObject *table_repr(PyObject *self) {
  policyc_table *table = ((Table *)self)->table;
  return PyUnicode_FromFormat("<policyc.Table %s %s>", policyc_name(table, POLICYC_POLICY, 0),
                              policyc_name(table, POLICYC_PRINTED_REVISION, 0));
}

static PyGetSetDef table_members[] = {
    {"policy", table_text, NULL, "The id of the policy.", (void *)POLICYC_POLICY},
    {"revision", table_text, NULL, "The id of the revision.", (void *)POLICYC_REVISION},
    {"printed", table_text, NULL, "The revision as its publisher prints it.", (void *)POLICYC_PRINTED_REVISION},
    {"title", table_text, NULL, "The title of the policy.", (void *)POLICYC_TITLE},
    {"facts", table_facts, NULL, "The names of the facts that a request can state.", NULL},
    {NULL, NULL, NULL, NULL, NULL}};

static PyMethodDef table_methods[] = {
    {"decide", (PyCFunction)(void (*)(void))table_decide, METH_VARARGS | METH_KEYWORDS,
     "decide($self, facts, date=None)\n--\n\n"
     "Decides one request.\n\n"
     "facts: a dict from the names of facts to their values, as `policyc decide` takes them; None is unknown.\n"
     "date: the date of service, a datetime.date or a text like 2024-02-01.\n"
     "Raises PolicycError for a fact or value that the table does not declare."},
    {"decide_batch", (PyCFunction)(void (*)(void))table_decide_batch, METH_VARARGS | METH_KEYWORDS,
     "decide_batch($self, requests, *, threads=0, dictionaries=False)\n--\n\n"
     "Decides a stream of requests in columns.\n\n"
     "requests: anything with __arrow_c_stream__, with the columns of the table `requests` of the SQL export.\n"
     "threads: how many threads decide; 0 means 1.\n"
     "dictionaries: names in answers are indices into dictionaries, which is faster.\n"
     "Returns answers in the same order, an error in the row of each request that cannot be read.\n"
     "Raises PolicycError for a column that the table does not have or that is not of its type."},
    {NULL, NULL, 0, NULL}};

static PyType_Slot table_slots[] = {
    {Py_tp_doc, "Table(json)\n--\n\nOne revision of a policy, from the bytes of its decision-table.json."},
    {Py_tp_new, table_new},
    {Py_tp_dealloc, table_dealloc},
    {Py_tp_repr, table_repr},
    {Py_tp_methods, table_methods},
    {Py_tp_getset, table_members},
    {0, NULL}};

static PyType_Spec table_spec = {"policyc.Table", sizeof(Table), 0, Py_TPFLAGS_DEFAULT, table_slots};

static PyStructSequence_Field answer_fields[] = {
    {"result", "met, not-met, needs-information or out-of-scope"},
    {"outcome", "what the policy says of the service; None if it says nothing or is not decided"},
    {"statement", "the id of the statement that decides; None if there is none or several can"},
    {"criteria", "the labels of the criteria that are reasons for the answer, of a request that is met"},
    {"criterion_ids", "the ids of the same criteria, which stay the same from revision to revision"},
    {"needs", "the facts that can still change the answer"},
    {NULL, NULL}};

static PyStructSequence_Desc answer_description = {
    "policyc.Answer", "An answer, right for every completion of the facts that are unknown.", answer_fields, 6};

// ---- The module ----

static int module_exec(PyObject *self) {
  State *state = PyModule_GetState(self);
  if (policyc_abi_version() != POLICYC_ABI_VERSION) {
    PyErr_SetString(PyExc_ImportError, "the library has another version than the module");
    return -1;
  }
  PyObject *values = PyImport_ImportModule("policyc._values");
  if (!values) return -1;
  state->encode = PyObject_GetAttrString(values, "encode");
  state->error = PyObject_GetAttrString(values, "PolicycError");
  Py_DECREF(values);
  state->answer = PyStructSequence_NewType(&answer_description);
  state->table = (PyTypeObject *)PyType_FromModuleAndSpec(self, &table_spec, NULL);
  state->answers = (PyTypeObject *)PyType_FromModuleAndSpec(self, &answers_spec, NULL);
  if (!state->encode || !state->error || !state->answer || !state->table || !state->answers) return -1;
  return PyModule_AddObjectRef(self, "Answer", (PyObject *)state->answer) < 0 ||
                 PyModule_AddObjectRef(self, "Table", (PyObject *)state->table) < 0 ||
                 PyModule_AddObjectRef(self, "Answers", (PyObject *)state->answers) < 0
             ? -1
             : 0;
}

static int module_traverse(PyObject *self, visitproc visit, void *arg) {
  State *state = PyModule_GetState(self);
  Py_VISIT(state->error);
  Py_VISIT(state->encode);
  Py_VISIT(state->answer);
  Py_VISIT(state->table);
  Py_VISIT(state->answers);
  return 0;
}

static int module_clear(PyObject *self) {
  State *state = PyModule_GetState(self);
  Py_CLEAR(state->error);
  Py_CLEAR(state->encode);
  Py_CLEAR(state->answer);
  Py_CLEAR(state->table);
  Py_CLEAR(state->answers);
  return 0;
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, module_exec}, {0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, .m_name = "policyc._native", .m_size = sizeof(State),
                                    .m_slots = module_slots, .m_traverse = module_traverse, .m_clear = module_clear};

PyMODINIT_FUNC PyInit__native(void) { return PyModuleDef_Init(&module); }
