#include "liver_fit.h"
