#ifndef LIVER_FIT_H
#define LIVER_FIT_H
#endif
