// An observer that stops the work it looks on.
#pragma once

#include "data/error.h"
#include "data/observer.h"

namespace attune::test {

/// Stops the work after a number of breaths.
class Impatient : public Observer {
  public:
    explicit Impatient(int breaths) : m_left(breaths) {}
    void breathe() override {
        if (--m_left < 0) throw Cancelled();
    }

  private:
    int m_left;
};

}  // namespace attune::test
